using System.Runtime.CompilerServices;

namespace Postern.Archiver.Storage.Decorators;

/// <summary>
/// Asks again after transient failures, and after nothing else. A read that broke off goes on where it stopped.
/// Raises the last failure when the tries are used up, and Deadline, which names it, when the time is.
/// </summary>
public sealed class RetryingStorage(IStorage inner, RetryPolicy policy, TimeProvider time) : IStorage
{
    private readonly RetryLoop _loop = new(policy, time, inner.Location);

    public string Location => inner.Location;

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation) =>
        _loop.RunAsync(token => inner.StatAsync(name, token), cancellation);

    public async Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        var stream = await _loop.RunAsync(token => inner.OpenReadAsync(name, offset, token), cancellation)
            .ConfigureAwait(false);
        return stream is null
            ? null
            : new ResumingStream(
                stream, offset, name, _loop, (from, token) => inner.OpenReadAsync(name, from, token));
    }

    public Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation) =>
        _loop.RunAsync(token => inner.PutAsync(name, mode, write, token), cancellation);

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var progress = new RetryLoop.Progress();
        await using var listing = new RestartableListing(inner, prefix, recursive, cancellation);
        while (await _loop.RunAsync(listing.MoveNextAsync, cancellation, progress).ConfigureAwait(false))
        {
            progress.Made();
            yield return listing.Current;
        }
    }

    public Task<IReadOnlyList<StoredObject>> FindAsync(
        string name, IReadOnlyList<string> endings, CancellationToken cancellation) =>
        _loop.RunAsync(token => inner.FindAsync(name, endings, token), cancellation);

    public Task<bool> AnyAsync(string prefix, CancellationToken cancellation) =>
        _loop.RunAsync(token => inner.AnyAsync(prefix, token), cancellation);

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation) =>
        _loop.RunAsync(
            async token =>
            {
                await inner.DeleteAsync(names, token).ConfigureAwait(false);
                return true;
            },
            cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
