using System.Runtime.CompilerServices;
using Postern.Archiver.Storage;

namespace Postern.Tests.Archiver.Archiving;

/// <summary>The process dies at the n-th storage call: before it takes effect or right after, and nothing works from
/// then on.</summary>
internal sealed class StoppingStorage(IStorage inner, int stopAt, bool afterEffect) : IStorage
{
    private int _calls;

    public bool HasStopped { get; private set; }

    public string Location => inner.Location;

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation) =>
        CallAsync(() => inner.StatAsync(name, cancellation));

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation) =>
        CallAsync(() => inner.OpenReadAsync(name, offset, cancellation));

    public Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation) =>
        CallAsync(() => inner.PutAsync(name, mode, write, cancellation));

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await CallAsync(() => Task.FromResult(true));
        await foreach (var one in inner.ListAsync(prefix, recursive, cancellation)) yield return one;
    }

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation) => CallAsync(async () =>
    {
        await inner.DeleteAsync(names, cancellation);
        return true;
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        if (HasStopped) throw new KilledException();
        var isLast = Interlocked.Increment(ref _calls) == stopAt;
        if (isLast && !afterEffect) Stop();
        var result = await call();
        if (isLast) Stop();
        return result;
    }

    private void Stop()
    {
        HasStopped = true;
        throw new KilledException();
    }
}

/// <summary>Stands for kill -9.</summary>
internal sealed class KilledException() : Exception("killed");
