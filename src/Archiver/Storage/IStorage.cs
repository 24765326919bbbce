using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Storage;

/// <summary>
/// A place for objects, below one prefix. Names are relative, with "/" between folders and no leading "/".
/// Implementations classify failures where they arise: absence is an answer (null, false) and never an exception,
/// everything else is an <see cref="Failures.ArchiverException"/> with a storage code. They do not retry:
/// <c>RetryingStorage</c> around them does. Every member may be called concurrently.
/// </summary>
public interface IStorage : IAsyncDisposable
{
    /// <summary>Where this is, for messages: "s3://bucket/prefix" or a directory's path. Never a secret.</summary>
    string Location { get; }

    /// <summary>Size and last modification of an object, or null when the store says that it is absent.</summary>
    Task<StoredObject?> StatAsync(string name, CancellationToken cancellation);

    /// <summary>
    /// The object's bytes from <paramref name="offset"/> on, or null when absent. A stream that ends before the
    /// announced length throws.
    /// </summary>
    Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation);

    /// <summary>
    /// Writes an object with what <paramref name="write"/> writes. Atomic: the name shows the whole object or nothing
    /// of it, also after a kill; durable when the task completes. An existing object is replaced, or, with <see
    /// cref="PutMode.CreateOnly"/>, kept: false is returned and nothing changed (conditional in the store where it
    /// can be, else checked before the write). <paramref name="write"/> may be called again by a retry and must then
    /// write the same bytes.
    /// </summary>
    Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation);

    /// <summary>
    /// The objects whose names begin with <paramref name="prefix"/> (any text, not only a folder), in ordinal order
    /// of their names. Unless <paramref name="recursive"/>, names with a further "/" are left out. Half-written and
    /// temporary objects never appear.
    /// </summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, bool recursive, CancellationToken cancellation);

    /// <summary>
    /// The objects whose names are exactly <paramref name="name"/> followed by one of <paramref name="endings"/> (""
    /// is one). Made for the question under which extension an object lies: one request where listing is a request; a
    /// store whose single looks are cheap and whose listings are not (a folder of a hundred thousand segments)
    /// overrides it, and a decorator passes it on.
    /// </summary>
    async Task<IReadOnlyList<StoredObject>> FindAsync(
        string name, IReadOnlyList<string> endings, CancellationToken cancellation)
    {
        var found = new List<StoredObject>();
        await foreach (var stored in ListAsync(name, recursive: false, cancellation))
        {
            if (endings.Contains(stored.Name[name.Length..])) found.Add(stored);
        }
        return found;
    }

    /// <summary>
    /// Whether any object's name begins with <paramref name="prefix"/>, as <see cref="ListAsync"/> would show it: one
    /// small request. A store whose listings cost by what they find overrides it, and a decorator passes it on.
    /// </summary>
    async Task<bool> AnyAsync(string prefix, CancellationToken cancellation)
    {
        await foreach (var _ in ListAsync(prefix, recursive: true, cancellation)) return true;
        return false;
    }

    /// <summary>
    /// Deletes; names that are absent already are no error. Not atomic over several names; in the order given.
    /// </summary>
    Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation);
}

/// <summary>What <see cref="IStorage.PutAsync"/> does with an existing object.</summary>
public enum PutMode
{
    Replace,
    CreateOnly,
}

/// <summary>An object in a store.</summary>
public sealed record StoredObject(string Name, long SizeBytes, DateTimeOffset LastModified)
{
    /// <summary>The last modification to the nanosecond where the store keeps that: WAL-G's listings show it.</summary>
    public NanosecondTime Modified { get; init; } = NanosecondTime.From(LastModified);
}
