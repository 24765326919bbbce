using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Retention;

/// <summary>
/// The WAL segment size of a backup's cluster, from the backup itself: only one size puts its start position into the
/// segment of its name. WAL-G takes a setting, and with a wrong one deletes the WAL of permanent backups.
/// </summary>
public static class SegmentSizeInference
{
    /// <summary>Null when the backup records no start or its name does not fit any size.</summary>
    public static SegmentSize? Of(BackupRecord backup)
    {
        if (backup.StartLsn is not { } start || BackupName.TryParse(backup.Name) is not { } name) return null;
        for (var bytes = 1L << 20; bytes <= 1L << 30; bytes <<= 1)
        {
            var size = SegmentSize.FromBytes(bytes);
            // WAL-G names a standby's backup after the byte before its start.
            if (WalSegmentName.For(name.Start.Timeline, start, size) == name.Start
                || WalSegmentName.For(name.Start.Timeline, size.NumberBefore(start), size) == name.Start) return size;
        }
        return null;
    }
}
