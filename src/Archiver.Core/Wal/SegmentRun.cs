namespace Postern.Archiver.Core.Wal;

/// <summary>What wal-verify says of a segment, in WAL-G's terms.</summary>
public enum SegmentStatus
{
    Found,

    /// <summary>Among the newest, and allowed to be late (WALG_INTEGRITY_MAX_DELAYED_WALS).</summary>
    MissingDelayed,

    /// <summary>Recent enough to be on its way still, for uploads overtake each other.</summary>
    MissingUploading,

    MissingLost,
}

/// <summary>Neighbouring segments of one timeline with the same status.</summary>
public sealed record SegmentRun(WalSegmentName Start, WalSegmentName End, ulong Count, SegmentStatus Status);
