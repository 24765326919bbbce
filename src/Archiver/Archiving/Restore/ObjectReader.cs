using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Failures;
using Postern.Archiver.Streams;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>Reads tar objects and holds what was read against the fingerprint that the backup recorded.</summary>
internal sealed class ObjectReader(Archive archive, IProgressReporter progress)
{
    private long _bytesRead;

    /// <summary>Stored bytes read so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Calls back for every member. What the callback wrote counts only when this returns: the fingerprint
    /// comes last.</summary>
    /// <exception cref="ArchiverException">ObjectCorrupt, DecryptionFailed, StorageMissing.</exception>
    public async Task ReadAsync(
        ChainLink backup, ArchivedObject part, Action<TarMember, Stream> write, CancellationToken cancellation)
    {
        var name = part.Stored.Name;
        var expected = Expected(backup, part);
        if (expected is not null && expected.SizeBytes != part.Stored.SizeBytes)
            throw Corrupt(name, $"has {part.Stored.SizeBytes} bytes instead of {expected.SizeBytes}");
        await using var raw = await archive.Storage.OpenReadAsync(name, 0, cancellation) ?? throw new ArchiverException(
            FailureCode.StorageMissing, $"object '{name}' went away while it was asked for",
            "look for a delete that runs at the same time, and try again.");
        await using var hashed = new FingerprintStream(raw, Count);
        await using var plain = archive.Decode(part, hashed);
        try
        {
            var tar = new TarReader(plain);
            while (tar.Next() is { } member)
            {
                cancellation.ThrowIfCancellationRequested();
                write(member, tar.Data);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Corrupt(name, error.Message, error);
        }
        // What a decoder left unread belongs to the fingerprint.
        await hashed.CopyToAsync(Stream.Null, cancellation);
        if (expected is not null && expected.Sha256 != hashed.Sha256())
            throw Corrupt(name, "does not have the SHA-256 that the backup recorded");
    }

    private static ObjectFingerprint? Expected(ChainLink backup, ArchivedObject part) =>
        backup.Manifest?.Objects is { } objects
            && objects.TryGetValue(backup.Relative(part.Stored), out var fingerprint)
            ? fingerprint
            : null;

    private void Count(long bytes)
    {
        Interlocked.Add(ref _bytesRead, bytes);
        progress.Add(bytes);
    }

    private static ArchiverException Corrupt(string name, string problem, Exception? error = null) => new(
        FailureCode.ObjectCorrupt, $"object '{name}' is damaged: {problem}",
        "restore another backup (`archiver backup-list`).", error);
}
