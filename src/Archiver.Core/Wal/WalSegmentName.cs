using System.Globalization;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// A WAL segment's name: 24 capital hexadecimal digits, eight of the timeline, eight of the log and eight of the
/// segment within it (PostgreSQL's XLogFileName). Which position it stands for depends on the cluster's segment size.
/// Ordered by timeline, then position, as the text is.
/// </summary>
public readonly record struct WalSegmentName(TimelineId Timeline, uint Log, uint Segment) : IComparable<WalSegmentName>
{
    public const int Length = 24;

    public static WalSegmentName For(TimelineId timeline, SegmentNumber number, SegmentSize size) =>
        new(timeline, checked((uint)(number.Value / size.PerLog)), (uint)(number.Value % size.PerLog));

    /// <summary>The segment that holds the byte at <paramref name="lsn"/>.</summary>
    public static WalSegmentName For(TimelineId timeline, Lsn lsn, SegmentSize size) =>
        For(timeline, size.NumberOf(lsn), size);

    /// <exception cref="FormatException">The text is not 24 capital hexadecimal digits of a timeline from 1
    /// on.</exception>
    public static WalSegmentName Parse(string text) => TryParse(text, out var name)
        ? name
        : throw new FormatException($"'{text}' is no WAL segment's name (24 capital hexadecimal digits)");

    public static bool TryParse(ReadOnlySpan<char> text, out WalSegmentName name)
    {
        name = default;
        if (text.Length != Length
            || !TimelineId.TryParseHex(text[..8], out var timeline)
            || !UpperHex.TryParse(text[8..], out var rest))
            return false;
        name = new WalSegmentName(timeline, (uint)(rest >> 32), (uint)(rest & 0xFFFFFFFF));
        return true;
    }

    /// <summary>False when the last eight digits are beyond what a log holds with this segment size.</summary>
    public bool IsPossible(SegmentSize size) => Segment < size.PerLog;

    public SegmentNumber Number(SegmentSize size) => new((Log * size.PerLog) + Segment);

    public Lsn StartLsn(SegmentSize size) => size.StartOf(Number(size));

    public WalSegmentName Next(SegmentSize size) => For(Timeline, Number(size).Next, size);

    public WalSegmentName OnTimeline(TimelineId timeline) => this with { Timeline = timeline };

    public int CompareTo(WalSegmentName other)
    {
        var byTimeline = Timeline.CompareTo(other.Timeline);
        if (byTimeline != 0) return byTimeline;
        var byLog = Log.CompareTo(other.Log);
        return byLog != 0 ? byLog : Segment.CompareTo(other.Segment);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Timeline.Value:X8}{Log:X8}{Segment:X8}");

    public static bool operator <(WalSegmentName left, WalSegmentName right) => left.CompareTo(right) < 0;

    public static bool operator >(WalSegmentName left, WalSegmentName right) => left.CompareTo(right) > 0;

    public static bool operator <=(WalSegmentName left, WalSegmentName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(WalSegmentName left, WalSegmentName right) => left.CompareTo(right) >= 0;
}
