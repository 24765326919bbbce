namespace Postern.Archiver.Core.Wal;

/// <summary>What archive_command's %f and restore_command's %f can name.</summary>
public enum WalFileKind
{
    /// <summary>A whole segment, 24 digits.</summary>
    Segment,

    /// <summary>The last, incomplete segment of a timeline that ended by a promotion, or wal-receive's one in
    /// progress.</summary>
    Partial,

    /// <summary>Where a timeline came from: eight digits and ".history".</summary>
    History,

    /// <summary>What pg_backup_stop leaves: segment, offset of the start and ".backup".</summary>
    BackupHistory,
}
