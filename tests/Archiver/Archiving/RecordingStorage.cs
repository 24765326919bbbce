using Postern.Archiver.Storage;

namespace Postern.Tests.Archiver.Archiving;

/// <summary>Remembers what was put, listed and read, in order.</summary>
internal sealed class RecordingStorage(IStorage inner) : IStorage
{
    private readonly Lock _gate = new();

    public List<string> Puts { get; } = [];

    public List<string> Listings { get; } = [];

    public List<string> Reads { get; } = [];

    public string Location => inner.Location;

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation) =>
        inner.StatAsync(name, cancellation);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        lock (_gate) Reads.Add(name);
        return inner.OpenReadAsync(name, offset, cancellation);
    }

    public async Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var stored = await inner.PutAsync(name, mode, write, cancellation);
        lock (_gate) Puts.Add(name);
        return stored;
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, bool recursive, CancellationToken cancellation)
    {
        lock (_gate) Listings.Add(prefix);
        return inner.ListAsync(prefix, recursive, cancellation);
    }

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation) =>
        inner.DeleteAsync(names, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
