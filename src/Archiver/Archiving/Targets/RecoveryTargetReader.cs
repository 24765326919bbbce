using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving.Targets;

/// <summary>
/// Finds what an archive can be recovered to: which backups have their whole chain and every segment up to their end,
/// how far WAL goes on without a gap, and what the records at its end say.
/// </summary>
public sealed class RecoveryTargetReader(Archive archive, ArchiverSettings settings)
{
    /// <param name="isWholeWal">Read all WAL from the oldest usable backup on, for restore points and
    /// transactions.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RecoveryTargets> ReadAsync(bool isWholeWal, CancellationToken cancellation)
    {
        var listing = await WalListing.ReadAsync(archive, cancellation);
        var backups = await new BackupCatalogue(archive).ListAsync(cancellation);
        if (listing.Inventory.Highest is not { } timeline || listing.Inventory.IsEmpty) return RecoveryTargets.None;
        var size = await listing.SegmentSizeAsync(settings, cancellation);
        var history = await listing.HistoryAsync(timeline, cancellation);
        var usable = Usable([.. backups.Select(entry => entry.Record)], listing.Inventory, history, size);
        if (usable.Count == 0) return RecoveryTargets.None;

        var (oldest, newest) = (usable[0], usable[^1]);
        var segments = new SegmentReader(archive, listing, history, size);
        List<WalMark>? marks = null;
        if (isWholeWal)
        {
            marks = [];
            await segments.ScanAsync(
                oldest.Start, oldest.Last.Number(size), new WalRecordScanner(marks.Add), cancellation);
        }
        var (end, time) = await LastAsync(segments, newest, size, cancellation);
        return new RecoveryTargets(
            oldest.Record.CompletedAt, time ?? newest.Record.CompletedAt, oldest.Record.FinishLsn, end, timeline,
            oldest.Record.Name, newest.Record.Name, newest.Last, marks);
    }

    private static List<UsableBackup> Usable(
        IReadOnlyList<BackupRecord> backups, WalInventory inventory, TimelineHistory history, SegmentSize size)
    {
        var byName = backups.ToDictionary(backup => backup.Name, StringComparer.Ordinal);
        var usable = new List<UsableBackup>();
        foreach (var record in BackupSelection.Ordered(backups))
        {
            if (BackupName.TryParse(record.Name) is not { } name
                || BackupSelection.Chain(byName, record.Name) is null) continue;
            var start = record.StartLsn is { } lsn ? size.NumberOf(lsn) : name.Start.Number(size);
            var finish = record.FinishLsn is { } stop ? size.NumberBefore(stop) : start;
            if (!history.Contains(name.Start.Timeline, record.FinishLsn ?? size.StartOf(start))) continue;
            if (inventory.LastContiguous(start, history, size) is { } last && last.Number(size) >= finish)
                usable.Add(new UsableBackup(record, start, last));
        }
        return usable;
    }

    // Backwards, for the answer is nearly always in the last segment; an idle server leaves many without a commit.
    private static async Task<(Lsn? End, DateTimeOffset? Time)> LastAsync(
        SegmentReader segments, UsableBackup newest, SegmentSize size, CancellationToken cancellation)
    {
        Lsn? end = null;
        for (var number = newest.Last.Number(size); number >= newest.Start; number = number.Previous)
        {
            WalMark? last = null;
            var scanner = new WalRecordScanner(mark =>
            {
                if (mark.Kind != WalMarkKind.RestorePoint) last = mark;
            });
            await segments.ScanAsync(number, number, scanner, cancellation);
            if (end is null && !scanner.LastEnd.IsZero) end = scanner.LastEnd;
            // A time is reached only when a later transaction ended: at the last one's own time nothing stops.
            if (last is not null) return (end, last.Time - TimeSpan.FromMicroseconds(1));
            if (number.Value == 0) break;
        }
        return (end, null);
    }

    private sealed record UsableBackup(BackupRecord Record, SegmentNumber Start, WalSegmentName Last);
}
