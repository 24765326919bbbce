using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>What wal-show says of a timeline. <see cref="Missing"/> is newest first, <see cref="Backups"/> null when
/// not asked for.</summary>
public sealed record TimelineReport(
    TimelineId Timeline, TimelineSwitch? Parent, WalSegmentName Start, WalSegmentName End, int Count, ulong RangeSize,
    IReadOnlyList<WalSegmentName> Missing, IReadOnlyList<CatalogueEntry>? Backups)
{
    public string Status => Missing.Count == 0 ? "OK" : "LOST_SEGMENTS";

    /// <summary>One report per timeline that has segments, oldest first.</summary>
    public static async Task<IReadOnlyList<TimelineReport>> ReadAsync(
        Archive archive, ArchiverSettings settings, bool withBackups, CancellationToken cancellation)
    {
        var listing = await WalListing.ReadAsync(archive, cancellation);
        var backups = withBackups ? await new BackupCatalogue(archive).ListAsync(cancellation) : null;
        if (listing.Inventory.IsEmpty) return [];
        var size = await listing.SegmentSizeAsync(settings, cancellation);
        var reports = new List<TimelineReport>();
        foreach (var timeline in listing.Inventory.Timelines)
        {
            var segments = listing.Inventory.Segments(timeline);
            var (start, end) = (segments.First(), segments.Last());
            reports.Add(new TimelineReport(
                timeline, (await listing.HistoryAsync(timeline, cancellation)).Parent, start, end, segments.Count,
                end.Number(size).Value - start.Number(size).Value + 1, listing.Inventory.Gaps(timeline, size),
                backups is null ? null : [.. backups.Reverse().Where(entry => IsOn(entry, timeline))]));
        }
        return reports;
    }

    private static bool IsOn(CatalogueEntry entry, TimelineId timeline) =>
        BackupName.TryParse(entry.Record.Name)?.Start.Timeline == timeline;
}
