namespace Postern.Archiver.Core.Wal;

/// <summary>The WAL files that an archive holds, by name: segments and partial ones per timeline, and timeline
/// histories.</summary>
public sealed class WalInventory
{
    private readonly SortedDictionary<TimelineId, SortedSet<WalSegmentName>> _segments = [];
    private readonly SortedSet<TimelineId> _histories = [];
    private readonly SortedSet<WalSegmentName> _partials = [];

    public WalInventory(IEnumerable<WalFileName> names)
    {
        foreach (var name in names)
        {
            switch (name.Kind)
            {
                case WalFileKind.Segment:
                    if (!_segments.TryGetValue(name.Timeline, out var segments))
                        _segments.Add(name.Timeline, segments = []);
                    segments.Add(name.Segment!.Value);
                    break;
                case WalFileKind.Partial:
                    _partials.Add(name.Segment!.Value);
                    break;
                case WalFileKind.History:
                    _histories.Add(name.Timeline);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Timelines that have segments, oldest first.</summary>
    public IReadOnlyCollection<TimelineId> Timelines => _segments.Keys;

    public IReadOnlyCollection<TimelineId> Histories => _histories;

    public IReadOnlyCollection<WalSegmentName> Partials => _partials;

    public bool IsEmpty => _segments.Count == 0;

    /// <summary>The newest timeline of which anything is known, or null.</summary>
    public TimelineId? Highest
    {
        get
        {
            var highest = _segments.Keys.Concat(_histories).Concat(_partials.Select(one => one.Timeline));
            return highest.Any() ? highest.Max() : null;
        }
    }

    /// <summary>The segments of a timeline in order; empty for an unknown one.</summary>
    public IReadOnlyCollection<WalSegmentName> Segments(TimelineId timeline) =>
        _segments.TryGetValue(timeline, out var segments) ? segments : [];

    public bool Has(WalSegmentName segment) =>
        _segments.TryGetValue(segment.Timeline, out var segments) && segments.Contains(segment);

    /// <summary>The segments that are absent between a timeline's first and last, newest first.</summary>
    public IReadOnlyList<WalSegmentName> Gaps(TimelineId timeline, SegmentSize size)
    {
        var gaps = new List<WalSegmentName>();
        WalSegmentName? before = null;
        foreach (var segment in Segments(timeline))
        {
            if (before is { } last)
            {
                for (var name = last.Next(size); name < segment; name = name.Next(size)) gaps.Add(name);
            }
            before = segment;
        }
        gaps.Reverse();
        return gaps;
    }

    /// <summary>
    /// The last segment of the unbroken series that begins at <paramref name="start"/> and follows
    /// <paramref name="history"/> over its forks; null when the first one is absent already.
    /// </summary>
    public WalSegmentName? LastContiguous(SegmentNumber start, TimelineHistory history, SegmentSize size)
    {
        WalSegmentName? last = null;
        for (var number = start; ; number = number.Next)
        {
            var name = history.SegmentAt(number, size);
            if (!Has(name)) return last;
            last = name;
        }
    }
}
