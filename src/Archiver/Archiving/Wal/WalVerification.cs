using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>What a check of wal-verify ends with, in WAL-G's words.</summary>
public enum VerifyStatus
{
    Ok,
    Warning,
    Failure,
}

/// <summary>wal-verify integrity: whether every segment from the earliest backup to now is there.</summary>
public sealed record IntegrityResult(VerifyStatus Status, IReadOnlyList<SegmentRun> Runs);

/// <summary>wal-verify timeline: whether the cluster is on the newest timeline of the archive. 0 when the archive has
/// none.</summary>
public sealed record TimelineResult(VerifyStatus Status, TimelineId Current, uint HighestInArchive);

/// <summary>
/// The checks of wal-verify, on names. Unlike WAL-G: the segment size comes from the data, a backup without metadata
/// counts by its sentinel, and only known encodings of a segment pass for it.
/// </summary>
public sealed class WalVerification
{
    private readonly WalListing _listing;
    private readonly SegmentSize _size;
    private readonly TimelineId _timeline;
    private readonly Lsn _position;

    private WalVerification(WalListing listing, SegmentSize size, TimelineId timeline, Lsn position) =>
        (_listing, _size, _timeline, _position) = (listing, size, timeline, position);

    /// <param name="archive">Whose WAL is checked.</param>
    /// <param name="settings">For the segment size of an archive without segments.</param>
    /// <param name="timeline">The cluster's.</param>
    /// <param name="position">The cluster's; its own segment is not expected yet.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<WalVerification> ReadAsync(
        Archive archive, ArchiverSettings settings, TimelineId timeline, Lsn position, CancellationToken cancellation)
    {
        var listing = await WalListing.ReadAsync(archive, cancellation);
        var size = await listing.SegmentSizeAsync(settings, cancellation);
        return new WalVerification(listing, size, timeline, position);
    }

    public TimelineResult CheckTimeline()
    {
        var highest = _listing.Inventory.Highest?.Value ?? 0;
        var status = highest == 0 ? VerifyStatus.Warning
            : highest == _timeline.Value ? VerifyStatus.Ok : VerifyStatus.Failure;
        return new TimelineResult(status, _timeline, highest);
    }

    /// <param name="backups">Of the archive.</param>
    /// <param name="backupName">The backup from whose start on WAL is needed; null for the earliest that is not
    /// permanent.</param>
    /// <param name="settings">WALG_INTEGRITY_MAX_DELAYED_WALS and WALG_UPLOAD_CONCURRENCY.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArchiverException">BackupMissing when the named one is not there.</exception>
    public async Task<IntegrityResult> CheckIntegrityAsync(
        IReadOnlyList<CatalogueEntry> backups, string? backupName, ArchiverSettings settings,
        CancellationToken cancellation)
    {
        var history = await _listing.HistoryAsync(_timeline, cancellation);
        var start = StartOf(backups, backupName, history);
        var runs = IntegrityScan.Run(
            _listing.Inventory, history, _size.NumberBefore(_position), start ?? new SegmentNumber(1), _size,
            settings.Integer("WALG_INTEGRITY_MAX_DELAYED_WALS", 0, 0, int.MaxValue),
            settings.Integer("WALG_UPLOAD_CONCURRENCY", 16, 1, 10_000));
        return new IntegrityResult(StatusOf(runs, hasStart: start is not null), runs);
    }

    private SegmentNumber? StartOf(
        IReadOnlyList<CatalogueEntry> backups, string? backupName, TimelineHistory history)
    {
        if (backupName is not null && backups.All(entry => entry.Record.Name != backupName))
            throw BackupCatalogue.Missing(backupName);
        SegmentNumber? earliest = null;
        foreach (var record in backups.Select(entry => entry.Record))
        {
            if (BackupName.TryParse(record.Name) is not { } name) continue;
            // A permanent backup keeps its own WAL only, so the WAL after it is not owed to it.
            var counts = backupName is null
                ? !record.IsPermanent && IsInHistory(name, record, history)
                : record.Name == backupName;
            var number = record.StartLsn is { } lsn ? _size.NumberOf(lsn) : name.Start.Number(_size);
            if (counts && (earliest is null || number < earliest)) earliest = number;
        }
        return earliest;
    }

    private bool IsInHistory(BackupName name, BackupRecord record, TimelineHistory history) =>
        // Without the history file it is not known what the timeline grew from, and nothing is excused by that.
        history.Parent is null || history.Contains(
            name.Start.Timeline, record.FinishLsn ?? record.StartLsn ?? name.Start.StartLsn(_size));

    private static VerifyStatus StatusOf(IReadOnlyList<SegmentRun> runs, bool hasStart)
    {
        var status = VerifyStatus.Ok;
        for (var index = 0; index < runs.Count; index++)
        {
            var one = runs[index].Status switch
            {
                SegmentStatus.Found => VerifyStatus.Ok,
                // Without any backup nothing says where WAL should begin.
                SegmentStatus.MissingLost when hasStart || index > 0 => VerifyStatus.Failure,
                _ => VerifyStatus.Warning,
            };
            if (one > status) status = one;
        }
        return status;
    }
}
