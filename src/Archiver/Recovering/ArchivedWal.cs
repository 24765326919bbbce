using System.Text;
using Postern.Archiver.Archiving;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Recovering;

/// <summary>
/// The WAL that an archive holds along one timeline's path: what a recovery to the end must have replayed before it
/// is at the end.
/// </summary>
public sealed class ArchivedWal
{
    private readonly HashSet<SegmentNumber> _numbers;

    private ArchivedWal(TimelineHistory path, HashSet<SegmentNumber> numbers, SegmentSize size) =>
        (Path, _numbers, Size) = (path, numbers, size);

    public TimelineHistory Path { get; }

    public SegmentSize Size { get; }

    /// <summary>The newest segment on the path, or null when there is none.</summary>
    public SegmentNumber? Newest => _numbers.Count == 0 ? null : _numbers.Max();

    /// <summary>How many segments lie from <paramref name="start"/> to the newest.</summary>
    public ulong CountFrom(SegmentNumber start) =>
        Newest is { } newest && newest >= start ? newest.Value - start.Value + 1 : 0;

    /// <summary>
    /// The first number from <paramref name="start"/> to the newest that the archive does not have, or null.
    /// </summary>
    public SegmentNumber? FirstGap(SegmentNumber start)
    {
        if (Newest is not { } newest) return start;
        for (var number = start; number <= newest; number = number.Next)
        {
            if (!_numbers.Contains(number)) return number;
        }
        return null;
    }

    /// <summary>Lists the archive.</summary>
    /// <param name="archive">Read only.</param>
    /// <param name="backupTimeline">The timeline of the backup: what "current" means.</param>
    /// <param name="targetTimeline">"latest", "current" or a number, as recovery_target_timeline.</param>
    /// <param name="size">The cluster's segment size.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public static async Task<ArchivedWal> ListAsync(
        Archive archive, TimelineId backupTimeline, string targetTimeline, SegmentSize size,
        CancellationToken cancellation)
    {
        var segments = new List<WalSegmentName>();
        var histories = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var stored in archive.Storage.ListAsync(ArchiveLayout.WalFolder, recursive: true, cancellation))
        {
            if (archive.Classify(stored) is not { } found) continue;
            var name = found.BaseName[ArchiveLayout.WalFolder.Length..];
            if (WalSegmentName.TryParse(name, out var segment)) segments.Add(segment);
            else if (name.EndsWith(".history", StringComparison.Ordinal)) histories.Add(name);
        }
        var timeline = Resolve(targetTimeline, backupTimeline, histories);
        var path = histories.Contains(timeline.HistoryFileName)
            ? await ReadHistoryAsync(archive, timeline, cancellation)
            : TimelineHistory.WithoutAncestors(timeline);
        var numbers = segments.Where(one => IsOnPath(one, path, size)).Select(one => one.Number(size)).ToHashSet();
        return new ArchivedWal(path, numbers, size);
    }

    /// <summary>
    /// As PostgreSQL's findNewestTimeLine: upwards from the backup's, as long as the next history is there.
    /// </summary>
    private static TimelineId Resolve(string target, TimelineId backup, HashSet<string> histories)
    {
        if (target == "current") return backup;
        if (target != "latest")
        {
            return uint.TryParse(target, out var number) && number > 0
                ? new TimelineId(number)
                : throw new ArchiverException(
                    FailureCode.SettingInvalid, $"timeline '{target}' is not one",
                    "give latest, current or a decimal number.");
        }
        var newest = backup;
        while (histories.Contains(newest.Next.HistoryFileName)) newest = newest.Next;
        return newest;
    }

    private static async Task<TimelineHistory> ReadHistoryAsync(
        Archive archive, TimelineId timeline, CancellationToken cancellation)
    {
        await using var stream = await archive.OpenAsync(ArchiveLayout.Wal(timeline.HistoryFileName), cancellation)
            ?? throw new ArchiverException(
                FailureCode.WalMissing, $"'{timeline.HistoryFileName}' went away", "try again.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return TimelineHistory.Parse(timeline, await reader.ReadToEndAsync(cancellation));
    }

    private static bool IsOnPath(WalSegmentName segment, TimelineHistory path, SegmentSize size)
    {
        if (!segment.IsPossible(size)) return false;
        if (segment.Timeline == path.Timeline) return true;
        foreach (var ancestor in path.Switches)
        {
            if (ancestor.Timeline == segment.Timeline) return segment.Number(size) <= size.NumberOf(
                ancestor.SwitchPoint);
        }
        return false;
    }
}
