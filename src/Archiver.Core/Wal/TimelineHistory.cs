using System.Globalization;
using System.Text;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// A timeline's history file: its ancestors, oldest first, each with the position where it was left (timeline.c,
/// readTimeLineHistory). A timeline without a file has no ancestors; timeline 1 never has a file.
/// </summary>
public sealed class TimelineHistory
{
    private TimelineHistory(TimelineId timeline, IReadOnlyList<TimelineSwitch> switches) =>
        (Timeline, Switches) = (timeline, switches);

    public TimelineId Timeline { get; }

    /// <summary>Ancestors, oldest first.</summary>
    public IReadOnlyList<TimelineSwitch> Switches { get; }

    /// <summary>The timeline this one was forked from, or null when it has no history.</summary>
    public TimelineSwitch? Parent => Switches.Count == 0 ? null : Switches[^1];

    /// <summary>A timeline of which nothing earlier is known.</summary>
    public static TimelineHistory WithoutAncestors(TimelineId timeline) => new(timeline, []);

    /// <summary>Parses a history file's text; comments and empty lines are skipped, as PostgreSQL does.</summary>
    /// <exception cref="FormatException">
    /// A line has no timeline and position, or the timelines and positions do not ascend, or one is not below the
    /// file's own. </exception>
    public static TimelineHistory Parse(TimelineId timeline, string text)
    {
        var switches = new List<TimelineSwitch>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            switches.Add(ParseLine(timeline, line, switches.Count == 0 ? null : switches[^1]));
        }
        if (switches.Count == 0)
            throw new FormatException($"'{timeline.HistoryFileName}' names no ancestor");
        return new TimelineHistory(timeline, switches);
    }

    /// <summary>
    /// The timeline of this history on which the byte at <paramref name="lsn"/> lies. A switch point belongs to the
    /// newer timeline.
    /// </summary>
    public TimelineId TimelineOf(Lsn lsn)
    {
        foreach (var ancestor in Switches)
        {
            if (lsn < ancestor.SwitchPoint) return ancestor.Timeline;
        }
        return Timeline;
    }

    /// <summary>
    /// The segment that recovery reads for a number: of the newest timeline that had begun in it. The segment of a
    /// switch point belongs to the newer timeline, whose first segment begins with a copy of the older one's pages.
    /// </summary>
    public WalSegmentName SegmentAt(SegmentNumber number, SegmentSize size)
    {
        var timeline = Timeline;
        for (var index = Switches.Count - 1; index >= 0; index--)
        {
            if (number >= size.NumberOf(Switches[index].SwitchPoint)) break;
            timeline = Switches[index].Timeline;
        }
        return WalSegmentName.For(timeline, number, size);
    }

    /// <summary>Whether a position on a timeline is part of this history: what ends a backup must satisfy it to be
    /// replayed here.</summary>
    public bool Contains(TimelineId timeline, Lsn lsn)
    {
        if (timeline == Timeline) return Parent is not { } parent || lsn >= parent.SwitchPoint;
        foreach (var ancestor in Switches)
        {
            if (ancestor.Timeline == timeline) return lsn <= ancestor.SwitchPoint;
        }
        return false;
    }

    /// <summary>
    /// Where this history and another part: the last timeline that they share, and the position up to which both
    /// followed it; null when they share none, and a null position when neither has left it (pg_rewind.c,
    /// findCommonAncestorTimeline).
    /// </summary>
    public TimelineFork? ForkFrom(TimelineHistory other)
    {
        TimelineFork? fork = null;
        for (var index = 0; ; index++)
        {
            var (mine, theirs) = (Step(index), other.Step(index));
            if (mine is null || theirs is null || mine.Timeline != theirs.Timeline) return fork;
            var end = mine.Position is { } left && theirs.Position is { } right
                ? (left < right ? left : right)
                : mine.Position ?? theirs.Position;
            fork = new TimelineFork(mine.Timeline, end);
            if (mine.Position != theirs.Position) return fork;
        }
    }

    private TimelineFork? Step(int index) =>
        index < Switches.Count ? new TimelineFork(Switches[index].Timeline, Switches[index].SwitchPoint)
        : index == Switches.Count ? new TimelineFork(Timeline, null)
        : null;

    /// <summary>The text of the history file, as PostgreSQL writes it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var ancestor in Switches)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{ancestor.Timeline}\t{ancestor.SwitchPoint}\t{ancestor.Reason}\n");
        }
        return text.ToString();
    }

    private static TimelineSwitch ParseLine(TimelineId own, string line, TimelineSwitch? before)
    {
        var fields = line.Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 2
            || !uint.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number == 0 || !Lsn.TryParse(fields[1], out var switchPoint))
            throw new FormatException($"'{own.HistoryFileName}' has the line '{line}', not a timeline and an LSN");
        var ancestor = new TimelineSwitch(
            new TimelineId(number), switchPoint, fields.Length == 3 ? fields[2].Trim() : "");
        if (ancestor.Timeline >= own || (before is not null && ancestor.Timeline <= before.Timeline))
            throw new FormatException($"'{own.HistoryFileName}' has timeline {ancestor.Timeline} out of order");
        if (before is not null && ancestor.SwitchPoint < before.SwitchPoint)
            throw new FormatException($"'{own.HistoryFileName}' has position {switchPoint} out of order");
        return ancestor;
    }
}

/// <summary>An ancestor: the timeline, and the position from which on its child's WAL counts.</summary>
public sealed record TimelineSwitch(TimelineId Timeline, Lsn SwitchPoint, string Reason);
