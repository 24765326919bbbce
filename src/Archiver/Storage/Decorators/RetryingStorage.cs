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
        string? last = null;
        var progress = new RetryLoop.Progress();
        var listing = inner.ListAsync(prefix, recursive, cancellation).GetAsyncEnumerator(cancellation);
        try
        {
            while (true)
            {
                var broken = false;
                var more = await _loop.RunAsync(
                    async token =>
                    {
                        if (broken)
                        {
                            // The names come in order, so that what was given already is passed over.
                            await listing.DisposeAsync().ConfigureAwait(false);
                            listing = inner.ListAsync(prefix, recursive, cancellation).GetAsyncEnumerator(cancellation);
                        }
                        broken = true;
                        bool found;
                        do found = await listing.MoveNextAsync().AsTask().WaitAsync(token).ConfigureAwait(false);
                        while (found && last is not null && string.CompareOrdinal(listing.Current.Name, last) <= 0);
                        return found;
                    },
                    cancellation, progress).ConfigureAwait(false);
                if (!more) yield break;
                progress.Made();
                last = listing.Current.Name;
                yield return listing.Current;
            }
        }
        finally
        {
            await listing.DisposeAsync().ConfigureAwait(false);
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
