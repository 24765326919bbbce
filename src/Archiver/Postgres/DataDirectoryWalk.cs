using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;
using Postern.Archiver.FileSystem;

namespace Postern.Archiver.Postgres;

/// <summary>
/// Lists what of a data directory belongs in a backup. Links below <c>pg_tblspc</c> are followed, a linked
/// <c>pg_wal</c> becomes a directory (a restore would otherwise lack it), other links are kept as links with their
/// true target; sockets are left out.
/// </summary>
public sealed class DataDirectoryWalk
{
    private readonly string _root;
    private readonly string _tablespaceVersion;
    private readonly List<DataDirectoryEntry> _entries = [];
    private readonly List<Tablespace> _tablespaces = [];
    private readonly List<string> _warnings = [];

    private DataDirectoryWalk(string root, string tablespaceVersion) =>
        (_root, _tablespaceVersion) = (root, tablespaceVersion);

    /// <param name="root">The data directory.</param>
    /// <param name="tablespaceVersion">The server's folder within a tablespace: <c>PG_15_202209061</c>. Others belong
    /// to other versions.</param>
    /// <exception cref="ArchiverException">PermissionDenied, or ServerMismatch when a tablespace is not where its link
    /// says.</exception>
    public static DataDirectoryContents List(string root, string tablespaceVersion)
    {
        var walk = new DataDirectoryWalk(root, tablespaceVersion);
        if (FileStatus.Of(root, followLink: true) is not { Type: EntryType.Directory } status)
            throw new ArchiverException(
                FailureCode.Usage, $"data directory '{root}' is no directory", "give the path of PGDATA.");
        var source = new SourceFolder(root, 0);
        walk._entries.Add(new DataDirectoryEntry("", source, status, ""));
        walk.Visit(source, "");
        return new DataDirectoryContents(walk._entries, walk._tablespaces, walk._warnings);
    }

    private void Visit(SourceFolder source, string path)
    {
        var names = Names(source.PathOf(path));
        var siblings = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (var name in names)
        {
            var child = path.Length == 0 ? name : $"{path}/{name}";
            // A file may go between the listing and here; the WAL knows.
            if (FileStatus.Of(source.PathOf(child)) is not { } status) continue;
            VisitEntry(child, source, status, siblings);
        }
    }

    private void VisitEntry(string path, SourceFolder source, FileStatus status, HashSet<string> siblings)
    {
        switch (status.Type)
        {
            case EntryType.Directory:
                VisitDirectory(path, source, status);
                break;
            case EntryType.SymbolicLink when path is "pg_wal" or "pg_xlog":
                _entries.Add(
                    new DataDirectoryEntry(
                        path, source, FileStatus.Of(source.PathOf(path), followLink: true) ?? status, ""));
                break;
            case EntryType.SymbolicLink
                when path.StartsWith("pg_tblspc/", StringComparison.Ordinal) && IsOid(path[10..]):
                VisitTablespace(path, source.PathOf(path));
                break;
            case EntryType.SymbolicLink or EntryType.File:
                if (BackupExclusions.ForFile(path, siblings.Contains) == EntryTreatment.Exclude) break;
                var target = status.Type == EntryType.File
                    ? ""
                    : new FileInfo(source.PathOf(path)).LinkTarget ?? "";
                _entries.Add(new DataDirectoryEntry(path, source, status, target));
                break;
            default:
                _warnings.Add($"'{source.PathOf(path)}' is neither file, directory nor link, and is not backed up");
                break;
        }
    }

    private void VisitDirectory(string path, SourceFolder source, FileStatus status)
    {
        var treatment = BackupExclusions.ForDirectory(path);
        if (treatment == EntryTreatment.Exclude) return;
        _entries.Add(new DataDirectoryEntry(path, source, status, ""));
        if (treatment == EntryTreatment.Include) Visit(source, path);
    }

    private void VisitTablespace(string path, string link)
    {
        var target = new FileInfo(link).LinkTarget ?? "";
        var location = Path.GetFullPath(target, $"{_root}/pg_tblspc");
        if (FileStatus.Of(location, followLink: true) is not { Type: EntryType.Directory })
            throw new ArchiverException(
                FailureCode.ServerMismatch, $"tablespace '{path}' points to '{target}', which is not there",
                "mount the tablespace at the same path as in the server's container.");
        _tablespaces.Add(new Tablespace(path[10..], location));
        var version = $"{location}/{_tablespaceVersion}";
        if (FileStatus.Of(version) is { Type: EntryType.Directory } status)
            VisitDirectory(
                $"{path}/{_tablespaceVersion}", new SourceFolder(location, path.Length + 1), status);
    }

    private static bool IsOid(string name) => name.Length > 0 && name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static string[] Names(string folder)
    {
        try
        {
            var names = Directory.GetFileSystemEntries(folder);
            for (var i = 0; i < names.Length; i++) names[i] = Path.GetFileName(names[i]);
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            // A database was dropped after its folder was listed.
            return [];
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ArchiverException(
                FailureCode.PermissionDenied, $"cannot read the directory '{folder}'",
                "run as the user that owns the data directory, usually postgres.", error);
        }
    }
}
