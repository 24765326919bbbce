using Postern.Archiver.Core.Pages;

namespace Postern.Archiver.Core.Backups;

/// <summary>What a base backup does with an entry of the data directory.</summary>
public enum EntryTreatment
{
    Include,

    /// <summary>The directory's member is written, what it holds is not: the server fills it again.</summary>
    KeepEmpty,

    Exclude,
}

/// <summary>
/// Which files stay out of a backup: PostgreSQL's own list (<c>excludeDirContents</c> and <c>excludeFiles</c> of
/// <c>basebackup.c</c>) and WAL-G's. PostgreSQL's names count at the root only, so that a user's folder called "log"
/// deeper down is kept.
/// </summary>
public static class BackupExclusions
{
    private static readonly HashSet<string> EmptiedAtRoot = new(StringComparer.Ordinal)
    {
        "log", "pg_log", "pg_wal", "pg_xlog", "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_stat_tmp",
        "pg_snapshots", "pg_subtrans",
    };

    private static readonly HashSet<string> ExcludedAtRoot = new(StringComparer.Ordinal)
    {
        "postgresql.auto.conf.tmp", "postmaster.pid", "postmaster.opts", "recovery.conf", "recovery.done",
        "standby.signal",
        "recovery.signal", "backup_label", "backup_label.old", "tablespace_map", "tablespace_map.old",
        "backup_manifest",
        "current_logfiles", "current_logfiles.tmp", "postern",
    };

    /// <summary>Members that every restored data directory needs, and which must belong to the server alone.</summary>
    public static IReadOnlyList<string> EssentialDirectories { get; } =
    [
        "pg_wal", "pg_wal/archive_status", "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots",
        "pg_stat",
        "pg_stat_tmp", "pg_subtrans", "pg_tblspc", "pg_twophase", "pg_commit_ts", "pg_logical", "pg_logical/snapshots",
        "pg_logical/mappings",
    ];

    /// <summary>Additional <c>pg_wal</c> folder of PostgreSQL 17 and later.</summary>
    public const string SummariesDirectory = "pg_wal/summaries";

    /// <param name="path">Relative to the data directory, no leading slash: <c>base/5/16384</c>.</param>
    public static EntryTreatment ForDirectory(string path)
    {
        if (path.StartsWith("pg_wal/", StringComparison.Ordinal)) return EntryTreatment.Exclude;
        if (EmptiedAtRoot.Contains(path)) return EntryTreatment.KeepEmpty;
        if (BaseName(path).StartsWith("pgsql_tmp", StringComparison.Ordinal)) return EntryTreatment.KeepEmpty;
        return ExcludedAtRoot.Contains(path) ? EntryTreatment.Exclude : EntryTreatment.Include;
    }

    /// <param name="path">Relative to the data directory, no leading slash.</param>
    /// <param name="siblings">Tells whether a file of this base name lies in the same folder: an unlogged relation has
    /// an init fork.</param>
    public static EntryTreatment ForFile(string path, Func<string, bool> siblings)
    {
        if (ExcludedAtRoot.Contains(path)) return EntryTreatment.Exclude;
        var name = BaseName(path);
        if (name.StartsWith("pg_internal.init", StringComparison.Ordinal)
            || name.StartsWith("pgsql_tmp", StringComparison.Ordinal)) return EntryTreatment.Exclude;
        if (IsBelowDatabases(path) && RelationFile.IsTemporary(name)) return EntryTreatment.Exclude;
        return RelationPath.Parse(path) is { File: { Fork: not RelationFork.Initialisation } file }
            && siblings($"{file.FileNumber}_init")
                ? EntryTreatment.Exclude
                : EntryTreatment.Include;
    }

    /// <summary>Files that the backup writes as objects of their own, at the end.</summary>
    public static bool IsControlFile(string path) => path == "global/pg_control";

    private static bool IsBelowDatabases(string path) =>
        path.StartsWith("base/", StringComparison.Ordinal) || path.StartsWith("pg_tblspc/", StringComparison.Ordinal);

    private static string BaseName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
