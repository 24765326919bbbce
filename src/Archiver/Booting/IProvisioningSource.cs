using Postern.Archiver.Archiving;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;

namespace Postern.Archiver.Booting;

/// <summary>
/// What provisioning needs of the archive. No answer of the store is always an exception, and never "empty" or
/// "absent".
/// </summary>
public interface IProvisioningSource : IAsyncDisposable
{
    Archive Archive { get; }

    /// <summary>True only when the store itself says that there is nothing but, at most, a claim.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancellation);

    /// <summary>The backup that LATEST, AUTO (the newest that ends before the target) or a name stands for.</summary>
    /// <exception cref="Failures.ArchiverException">BackupMissing, TargetUnreachable.</exception>
    Task<BackupRecord> SelectAsync(string backup, RecoveryTarget target, CancellationToken cancellation);

    /// <summary>
    /// Brings the backup and all it depends on into the folder; a second call completes a killed one.
    /// </summary>
    /// <param name="backup">What <see cref="SelectAsync"/> chose.</param>
    /// <param name="folder">The new data directory.</param>
    /// <param name="keepTablespaces">To their places of before, where volumes are mounted there; else beside the
    /// data.</param>
    /// <param name="cancellation">Ends the fetch; what is there stays.</param>
    Task FetchAsync(BackupRecord backup, string folder, bool keepTablespaces, CancellationToken cancellation);

    /// <summary>
    /// Makes the cluster the owner of the archive and writes the claim beside its data. With
    /// <paramref name="takeOver"/> also when another one holds it: a restored primary, a promotion.
    /// </summary>
    Task ClaimAsync(ControlFile cluster, string claimFile, bool takeOver, CancellationToken cancellation);
}
