using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>
/// What a delta is taken from. A file is unchanged when its modification time is the parent's to the nanosecond, and
/// older than the parent's start: the clock behind the file times ticks in milliseconds, so a write right after the
/// parent read the file may not show.
/// </summary>
internal sealed class DeltaBase(
    IReadOnlyDictionary<string, FileTime> files, NanosecondTime parentStart, Lsn startLsn, ChangedBlocks? changed)
{
    private const int TrustedAgeSeconds = 2;

    /// <summary>Pages from this position on go into the increments.</summary>
    public Lsn StartLsn { get; } = startLsn;

    /// <summary>From WAL summaries; null when files must be scanned.</summary>
    public ChangedBlocks? Changed { get; } = changed;

    public bool Knows(string memberName) => files.ContainsKey(memberName);

    public bool IsUnchanged(string memberName, NanosecondTime modified) =>
        files.TryGetValue(memberName, out var entry)
        && entry.ModificationTime == modified
        && modified < parentStart with { UnixSeconds = parentStart.UnixSeconds - TrustedAgeSeconds };
}
