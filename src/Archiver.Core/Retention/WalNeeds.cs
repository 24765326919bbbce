using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Retention;

/// <summary>
/// Which WAL the kept backups need. An ordinary one: everything from its start on, on its timeline and on later ones,
/// so that every time since can be recovered. A permanent one: what makes it consistent.
/// </summary>
internal sealed class WalNeeds
{
    private readonly List<WalSegmentName> _anchors = [];
    private readonly List<(WalSegmentName First, WalSegmentName Last)> _consistency = [];

    public void KeepFrom(BackupRecord backup)
    {
        if (BackupName.TryParse(backup.Name) is { } name) _anchors.Add(name.Start);
    }

    public void KeepConsistency(BackupRecord backup)
    {
        if (BackupName.TryParse(backup.Name) is not { } name) return;
        var last = name.Start;
        if (backup.FinishLsn is { } finish && SegmentSizeInference.Of(backup) is { } size)
            last = WalSegmentName.For(name.Start.Timeline, size.NumberBefore(finish), size);
        _consistency.Add((name.Start, last));
    }

    /// <summary>Replay from a backup never goes to a lower timeline, nor before its first segment on any.</summary>
    public bool Needs(WalSegmentName segment) =>
        _anchors.Any(anchor => segment.Timeline >= anchor.Timeline && Number(segment) >= Number(anchor))
        || _consistency.Any(range => segment >= range.First && segment <= range.Last);

    /// <summary>
    /// A history file of a timeline that lies below every kept backup's tells nothing that is still asked for; a
    /// server that recovers asks for its own timeline's and later ones.
    /// </summary>
    public bool Needs(TimelineId history) =>
        _anchors.Concat(_consistency.Select(range => range.First)).Any(segment => history >= segment.Timeline);

    public bool HasAnchors => _anchors.Count > 0;

    private static ulong Number(WalSegmentName segment) => ((ulong)segment.Log << 32) | segment.Segment;
}
