namespace Postern.Archiver.Core.Wal;

/// <summary>A timeline, and the position at which a history leaves it; null where it does not.</summary>
public sealed record TimelineFork(TimelineId Timeline, Lsn? Position);
