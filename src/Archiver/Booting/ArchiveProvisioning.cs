using System.Globalization;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Booting;

/// <summary>Provisioning from the archive that the settings name.</summary>
/// <param name="archive">Owned.</param>
/// <param name="tablespaces">Where tablespaces go that have no volume of their own here: a folder on the data
/// volume.</param>
/// <param name="progress">A display for the fetch.</param>
/// <param name="time">Dates a claim.</param>
public sealed class ArchiveProvisioning(
    Archive archive, string tablespaces, Func<IProgressReporter> progress, TimeProvider time) : IProvisioningSource
{
    private readonly BackupCatalogue _catalogue = new(archive);

    public Archive Archive => archive;

    public Task<bool> IsEmptyAsync(CancellationToken cancellation) => ArchiveProbe.IsEmptyAsync(archive, cancellation);

    public async Task<BackupRecord> SelectAsync(string backup, RecoveryTarget target, CancellationToken cancellation)
    {
        if (backup is not ("LATEST" or "AUTO"))
        {
            var named = (await _catalogue.GetAsync(backup, cancellation)).Record;
            RequireBefore(named, target);
            return named;
        }
        BackupRecord[] records = [.. (await _catalogue.ListAsync(cancellation)).Select(one => one.Record)];
        if (records.Length == 0)
            throw new ArchiverException(
                FailureCode.BackupMissing, $"the archive '{archive.Storage.Location}' has no backup",
                "take one with `archiver backup-push`, or name the right archive.");
        if (backup == "LATEST")
        {
            var latest = BackupSelection.Latest(records)!;
            RequireBefore(latest, target);
            return latest;
        }
        return target.Kind switch
        {
            "time" => BackupSelection.BeforeTime(records, TimeOf(target)) ?? throw TooEarly(target, records),
            "lsn" => BackupSelection.BeforeLsn(records, LsnOf(target)) ?? throw TooEarly(target, records),
            // A name or a transaction may be older than the newest backup. The oldest chain has all of its WAL, but
            // of a permanent backup only the WAL that makes it consistent is kept.
            "name" or "xid" => BackupSelection.Ordered(records).FirstOrDefault(one => !one.IsPermanent)
                ?? BackupSelection.Ordered(records)[0],
            _ => BackupSelection.Latest(records)!,
        };
    }

    public async Task FetchAsync(BackupRecord backup, string folder, bool keepTablespaces,
        CancellationToken cancellation)
    {
        var spec = (await _catalogue.GetAsync(backup.Name, cancellation)).Sentinel.Spec;
        var options = new RestoreOptions
        {
            TargetDirectory = folder,
            Name = backup.Name,
            Tablespaces = spec is { Tablespaces.Count: > 0 } ? Placed(spec, keepTablespaces) : null,
        };
        using var display = progress();
        await new BackupFetch(archive, display).RunAsync(options, cancellation);
    }

    public async Task ClaimAsync(ControlFile cluster, string claimFile, bool takeOver, CancellationToken cancellation)
    {
        var ownership = new ArchiveOwnership(archive, new ClaimFile(claimFile), time, ArchiveOwnership.RandomClaim);
        if (takeOver)
        {
            await ownership.MoveAsync(cluster.SystemIdentifier, cluster.Major, cancellation);
            return;
        }
        // A first boot that was killed after it had claimed left our own claim, for a cluster that never came to be.
        var adopt = (await ownership.CheckAsync(cancellation)).IsHeld && await IsEmptyAsync(cancellation);
        await ownership.ClaimAsync(cluster.SystemIdentifier, cluster.Major, adopt, cancellation);
    }

    public ValueTask DisposeAsync() => archive.DisposeAsync();

    /// <summary>
    /// A tablespace goes back to where it was only when a volume is mounted there: in the container's layer it would
    /// be lost with the container, and a drill never goes near the original.
    /// </summary>
    private TablespaceSpec? Placed(TablespaceSpec spec, bool keep)
    {
        var mounts = MountTable.Load("/proc/self/mountinfo");
        if (keep && spec.Tablespaces.Values.All(one => mounts.MountOf(one.Location) is { Point: not "/" })) return null;
        return spec with
        {
            Tablespaces = spec.Tablespaces.ToDictionary(
                one => one.Key, one =>
                    one.Value with { Location = Path.Combine(tablespaces, one.Key) }, StringComparer.Ordinal),
        };
    }

    private static void RequireBefore(BackupRecord backup, RecoveryTarget target)
    {
        var reachable = target.Kind switch
        {
            "time" => backup.CompletedAt <= TimeOf(target),
            "lsn" => backup.FinishLsn is not { } finish || finish <= LsnOf(target),
            _ => true,
        };
        if (!reachable) throw TooEarly(target, [backup]);
    }

    /// <summary>PostgreSQL itself would stop at the end of the backup and call that a success.</summary>
    private static ArchiverException TooEarly(RecoveryTarget target, IReadOnlyList<BackupRecord> backups)
    {
        var first = BackupSelection.Ordered(backups)[0];
        return new ArchiverException(
            FailureCode.TargetUnreachable,
            $"the target '{target}' lies before the end of backup '{first.Name}' "
                + $"({first.CompletedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, LSN {first.FinishLsn})",
            "give a later target, or keep older backups (postern:retention).");
    }

    private static DateTimeOffset TimeOf(RecoveryTarget target) =>
        DateTimeOffset.TryParse(
            target.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed
            : throw Malformed(target, "a time with an offset, like 2026-11-22 19:00:00+00");

    private static Lsn LsnOf(RecoveryTarget target) =>
        Lsn.TryParse(target.Value, out var parsed) ? parsed : throw Malformed(target, "an LSN, like 16/B374D848");

    private static ArchiverException Malformed(RecoveryTarget target, string expected) => new(
        FailureCode.SettingInvalid, $"the target's value '{target.Value}' is no {target.Kind}", $"give {expected}.");
}
