namespace Postern.Archiver.Archiving;

/// <summary>The names of WAL-G's layout, version 005, and of what Postern adds where WAL-G was seen not to
/// mind.</summary>
public static class ArchiveLayout
{
    /// <summary>WAL segments, .history, .backup and .partial files.</summary>
    public const string WalFolder = "wal_005/";

    /// <summary>Backups: a sentinel each, and a folder of the backup's name.</summary>
    public const string BackupFolder = "basebackups_005/";

    /// <summary>Per repository, Postern's own; no delete command of WAL-G but "everything" touches it.</summary>
    public const string PosternFolder = "postern_001/";

    /// <summary>Who may write: see Ownership.</summary>
    public const string OwnerObject = PosternFolder + "owner.json";

    public const string SentinelSuffix = "_backup_stop_sentinel.json";

    public const string TarFolder = "/tar_partitions/";

    /// <summary>The name of a WAL file's object, without the compressor's extension.</summary>
    public static string Wal(string fileName) => WalFolder + fileName;

    /// <summary>The object whose presence makes a backup exist.</summary>
    public static string Sentinel(string backup) => BackupFolder + backup + SentinelSuffix;

    public static string Metadata(string backup) => BackupFolder + backup + "/metadata.json";

    public static string FilesMetadata(string backup) => BackupFolder + backup + "/files_metadata.json";

    /// <summary>Postern's own document of a backup: it lives and dies with the backup under every delete
    /// command.</summary>
    public static string PosternMetadata(string backup) => BackupFolder + backup + "/postern.json";

    /// <summary>A tar's object, without the compressor's extension; <paramref name="tar"/> is like
    /// "part_001.tar".</summary>
    public static string Tar(string backup, string tar) => BackupFolder + backup + TarFolder + tar;
}
