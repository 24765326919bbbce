using System.Runtime.CompilerServices;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Tests.Archiver.Archiving;

/// <summary>When a scripted call fails: before anything happened, or after it took effect (the answer was lost, or the
/// process died).</summary>
internal enum FaultMoment
{
    Before,
    After,
}

/// <summary>A store that fails at the n-th call, counted over all members; 0 never fails. What it did is
/// listed.</summary>
internal sealed class FaultyStorage(IStorage inner, int failAt, FaultMoment moment) : IStorage
{
    private int _calls;

    public int Calls => _calls;

    public List<string> Log { get; } = [];

    /// <summary>When set, every call fails with it.</summary>
    public ArchiverException? Always { get; set; }

    public string Location => inner.Location;

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation) =>
        CallAsync($"stat {name}", () => inner.StatAsync(name, cancellation));

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation) =>
        CallAsync($"get {name}", () => inner.OpenReadAsync(name, offset, cancellation));

    public Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation) =>
        CallAsync($"put {name}", () => inner.PutAsync(name, mode, write, cancellation));

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await CallAsync($"list {prefix}", () => Task.FromResult(true));
        await foreach (var one in inner.ListAsync(prefix, recursive, cancellation)) yield return one;
    }

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation) =>
        CallAsync($"delete {string.Join(' ', names)}", async () =>
        {
            await inner.DeleteAsync(names, cancellation);
            return true;
        });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
    {
        if (Always is not null) throw Always;
        var number = Interlocked.Increment(ref _calls);
        lock (Log) Log.Add(what);
        if (number == failAt && moment == FaultMoment.Before) throw Fault();
        var result = await call();
        return number == failAt ? throw Fault() : result;
    }

    private static ArchiverException Fault() =>
        new(FailureCode.StorageUnreachable, "the scripted fault", "none.");
}
