using System.Runtime.CompilerServices;
using Postern.Durability;

namespace Postern.Archiver.Storage;

/// <summary>
/// Objects in memory, with every promise of <see cref="IStorage"/> but durability: for tests and dry runs.
/// </summary>
public sealed class MemoryStorage(TimeProvider time) : IStorage
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (byte[] Bytes, DateTimeOffset Modified)> _objects =
        new(StringComparer.Ordinal);

    public string Location => "memory";

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(
                _objects.TryGetValue(name, out var found)
                    ? new StoredObject(name, found.Bytes.Length, found.Modified)
                    : null);
        }
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_objects.TryGetValue(name, out var found)) return Task.FromResult<Stream?>(null);
            var start = (int)Math.Min(offset, found.Bytes.Length);
            return Task.FromResult<Stream?>(
                new MemoryStream(found.Bytes, start, found.Bytes.Length - start, writable: false));
        }
    }

    public async Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        cancellation.ThrowIfCancellationRequested();
        if (mode == PutMode.CreateOnly && await StatAsync(name, cancellation).ConfigureAwait(false) is not null)
            return false;
        using var body = new MemoryStream();
        await write(body, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (mode == PutMode.CreateOnly && _objects.ContainsKey(name)) return false;
            _objects[name] = (body.ToArray(), time.GetUtcNow());
            return true;
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        List<StoredObject> found;
        lock (_lock)
        {
            found =
            [
                .. from entry in _objects
                   where recursive
                       ? entry.Key.StartsWith(prefix, StringComparison.Ordinal)
                       : ObjectName.IsDirectlyUnder(prefix, entry.Key)
                   where !TemporaryName.Is(entry.Key)
                   select new StoredObject(entry.Key, entry.Value.Bytes.Length, entry.Value.Modified),
            ];
        }
        foreach (var stored in found)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return stored;
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            foreach (var name in names)
            {
                ObjectName.Check(name);
                _objects.Remove(name);
            }
        }
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
