using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// Whether "this file is not there" may be believed. An unmounted disk's empty folder, an emptied bucket and a wrong
/// prefix give the same answer for every file, and under recovery.signal PostgreSQL would take it for the end of WAL
/// and promote. So the place must hold WAL, and its owner, when it has one, must be this cluster.
/// </summary>
/// <param name="archive">Where the file was not.</param>
/// <param name="control">The cluster's control file, when it is known.</param>
/// <param name="isPolling">
/// Under standby.signal nothing ends: PostgreSQL asks again whatever the answer is, every few seconds. The owner
/// object, one cheap look, is enough there; a listing, which stores charge more for, is made only without it.
/// </param>
public sealed class WalAbsence(Archive archive, ControlFile? control, bool isPolling)
{
    /// <summary>Null when the absence counts; else why it does not.</summary>
    /// <exception cref="ArchiverException">The store did not answer.</exception>
    public async Task<ArchiverException?> RefuseAsync(CancellationToken cancellation)
    {
        var document = await archive.ReadDocumentAsync(ArchiveLayout.OwnerObject, cancellation);
        var owner = document is null ? null : ArchiveOwner.Parse(document);
        if (owner is not null && control is not null && owner.SystemIdentifier != control.SystemIdentifier)
            return new ArchiverException(
                FailureCode.ArchiveOwnedByAnother,
                $"archive '{archive.Storage.Location}' belongs to system {owner.SystemIdentifier}, not "
                + $"{control.SystemIdentifier}",
                "name the archive that this cluster's WAL is in.");
        if (owner is not null && isPolling) return null;
        return await archive.Storage.AnyAsync(ArchiveLayout.WalFolder, cancellation)
            ? null
            : new ArchiverException(
                FailureCode.StorageMissing, $"archive '{archive.Storage.Location}' holds no WAL at all",
                "look whether the disk is mounted, the bucket was emptied, or the prefix is another one.");
    }
}
