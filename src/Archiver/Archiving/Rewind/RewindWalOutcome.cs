using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Archiving.Rewind;

/// <summary>What a failed primary's pg_wal was given.</summary>
/// <param name="Fork">Where the two servers parted; without a position they did not.</param>
/// <param name="First">The segment that pg_rewind begins to read at; null when it has nothing to do.</param>
/// <param name="Fetched">What was missing, in order.</param>
public sealed record RewindWalOutcome(
    TimelineFork Fork, WalSegmentName? First, IReadOnlyList<WalSegmentName> Fetched);
