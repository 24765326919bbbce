using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>What the archive has under a WAL file's name: objects under every spelling, and the hashes beside
/// them.</summary>
public sealed record WalLookup(IReadOnlyList<ArchivedObject> Objects, IReadOnlyList<StoredObject> Hashes)
{
    /// <summary>Asks the store: one request, or a few cheap looks.</summary>
    public static async Task<WalLookup> FindAsync(
        Archive archive, string fileName, CancellationToken cancellation)
    {
        var baseName = ArchiveLayout.Wal(fileName);
        string[] hashEndings =
            [.. archive.Endings.Select(ending => WalHashObject.NameFor("", ending)).Distinct()];
        var found = await archive.Storage.FindAsync(
            baseName, [.. archive.Endings, .. hashEndings], cancellation);
        var objects = new List<ArchivedObject>();
        var hashes = new List<StoredObject>();
        foreach (var stored in found)
        {
            if (hashEndings.Contains(stored.Name[baseName.Length..])) hashes.Add(stored);
            else objects.Add(archive.Spelled(baseName, stored));
        }
        return new WalLookup(archive.OwnFirst(objects), hashes);
    }

    /// <summary>The hash object of an object, when it is not older than it; else null.</summary>
    public StoredObject? HashOf(ArchivedObject one)
    {
        var name = WalHashObject.NameFor(one);
        return Hashes.FirstOrDefault(
            hash => hash.Name == name && hash.LastModified >= one.Stored.LastModified);
    }
}
