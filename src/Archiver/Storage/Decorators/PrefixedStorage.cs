using System.Runtime.CompilerServices;

namespace Postern.Archiver.Storage.Decorators;

/// <summary>The part of a storage below a folder (WALG_STORAGE_PREFIX), under names relative to it.</summary>
public sealed class PrefixedStorage : IStorage
{
    private readonly IStorage _inner;
    private readonly string _prefix;

    /// <param name="inner">The whole storage; disposed with this one.</param>
    /// <param name="folder">The folder's name, with or without "/" at its ends.</param>
    public PrefixedStorage(IStorage inner, string folder)
    {
        _inner = inner;
        _prefix = folder.Trim('/') + "/";
        ObjectName.Check(_prefix[..^1]);
        Location = $"{inner.Location}/{_prefix[..^1]}";
    }

    public string Location { get; }

    public async Task<StoredObject?> StatAsync(string name, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        var found = await _inner.StatAsync(_prefix + name, cancellation).ConfigureAwait(false);
        return found is null ? null : found with { Name = name };
    }

    public async Task<IReadOnlyList<StoredObject>> FindAsync(
        string name, IReadOnlyList<string> endings, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        var found = await _inner.FindAsync(_prefix + name, endings, cancellation).ConfigureAwait(false);
        return [.. found.Select(one => one with { Name = one.Name[_prefix.Length..] })];
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        return _inner.OpenReadAsync(_prefix + name, offset, cancellation);
    }

    public Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        return _inner.PutAsync(_prefix + name, mode, write, cancellation);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in _inner.ListAsync(_prefix + prefix, recursive, cancellation).ConfigureAwait(false))
            yield return found with { Name = found.Name[_prefix.Length..] };
    }

    public Task<bool> AnyAsync(string prefix, CancellationToken cancellation) =>
        _inner.AnyAsync(_prefix + prefix, cancellation);

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        foreach (var name in names) ObjectName.Check(name);
        return _inner.DeleteAsync([.. names.Select(name => _prefix + name)], cancellation);
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
