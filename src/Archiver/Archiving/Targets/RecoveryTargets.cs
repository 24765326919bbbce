using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Archiving.Targets;

/// <summary>What an archive can be recovered to on its newest timeline. Everything is null when no backup can be
/// restored.</summary>
/// <param name="FirstRecoverable">When the oldest usable backup was complete: no earlier time can be a target.</param>
/// <param name="LastRecoverable">
/// The microsecond before the last commit or abort in the unbroken WAL: a later time is never reached, for recovery
/// stops at a time only before a transaction that ended after it. The newest backup's end when WAL has none. </param>
/// <param name="FirstLsn">The stop position of the oldest usable backup.</param>
/// <param name="LastLsn">The end of the last whole record.</param>
/// <param name="Timeline">The timeline that recovery follows.</param>
/// <param name="OldestBackup">The oldest usable one.</param>
/// <param name="NewestBackup">The newest usable one.</param>
/// <param name="LastSegment">The last segment of the unbroken series.</param>
/// <param name="Marks">Commits, aborts and restore points, oldest first; null unless all WAL was read.</param>
public sealed record RecoveryTargets(
    DateTimeOffset? FirstRecoverable, DateTimeOffset? LastRecoverable, Lsn? FirstLsn, Lsn? LastLsn,
    TimelineId? Timeline, string? OldestBackup, string? NewestBackup, WalSegmentName? LastSegment,
    IReadOnlyList<WalMark>? Marks)
{
    public static RecoveryTargets None { get; } = new(null, null, null, null, null, null, null, null, null);
}
