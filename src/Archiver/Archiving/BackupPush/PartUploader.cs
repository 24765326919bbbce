using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Storage;
using Postern.Archiver.Streams;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>
/// Writes tar objects of one backup and remembers what was stored. A part is made again from the files when its upload
/// is retried: a running database gives other bytes then, which is as good, and what is remembered is the attempt that
/// was stored.
/// </summary>
internal sealed class PartUploader(Archive archive, string backup)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ObjectFingerprint> _objects = new(StringComparer.Ordinal);

    /// <summary>Fingerprints by name relative to the backup's folder.</summary>
    public IReadOnlyDictionary<string, ObjectFingerprint> Objects => _objects;

    public long StoredBytes => _objects.Values.Sum(one => one.SizeBytes);

    /// <summary>Stores one tar.</summary>
    /// <param name="tarName">Without extension: <c>part_001.tar</c>.</param>
    /// <param name="fill">Writes the members; may be called again.</param>
    public async Task<T> UploadAsync<T>(
        string tarName, Func<TarWriter, CancellationToken, Task<T>> fill, CancellationToken cancellation)
    {
        var result = default(T)!;
        ObjectFingerprint? stored = null;
        var name = archive.ObjectName(ArchiveLayout.Tar(backup, tarName));
        await archive.Storage.PutAsync(name, PutMode.Replace, async (destination, token) =>
        {
            await using var hashed = new FingerprintStream(destination);
            await archive.EncodeAsync(hashed, async (plain, inner) =>
            {
                var tar = new TarWriter(plain);
                result = await fill(tar, inner);
                tar.Finish();
            }, token);
            stored = new ObjectFingerprint(hashed.Bytes, hashed.Sha256());
        }, cancellation);
        var relative = name[(ArchiveLayout.BackupFolder.Length + backup.Length + 1)..];
        lock (_gate) _objects[relative] = stored!;
        return result;
    }

    /// <summary>Base name of a tar's object, as TarFileSets has it.</summary>
    public string FileName(string tarName)
    {
        var name = archive.ObjectName(ArchiveLayout.Tar(backup, tarName));
        return name[(name.LastIndexOf('/') + 1)..];
    }
}
