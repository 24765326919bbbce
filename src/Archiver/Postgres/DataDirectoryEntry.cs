using Postern.Archiver.FileSystem;

namespace Postern.Archiver.Postgres;

/// <summary>Something of a data directory that belongs in a backup.</summary>
/// <param name="Path">Relative to the data directory, "" for the directory itself; tablespaces below
/// <c>pg_tblspc/&lt;oid&gt;</c>.</param>
/// <param name="Source">Where its bytes are read.</param>
/// <param name="Status">As the walk saw it; a file may change or vanish afterwards.</param>
/// <param name="LinkTarget">Target of a symbolic link, as it stands in the link.</param>
public sealed record DataDirectoryEntry(string Path, SourceFolder Source, FileStatus Status, string LinkTarget)
{
    /// <summary>Made when it is asked for: there may be millions of entries.</summary>
    public string SourcePath => Source.PathOf(Path);

    /// <summary>Name of the tar member and key of files_metadata.json: with a leading slash, the directory itself is
    /// "/".</summary>
    public string MemberName => "/" + Path;
}

/// <summary>The data directory or a tablespace's folder, and how much of a path names it.</summary>
public sealed record SourceFolder(string Folder, int NameLength)
{
    public string PathOf(string path) => $"{Folder}/{path.AsSpan(NameLength)}";
}

/// <summary>A tablespace that the walk came across.</summary>
/// <param name="Oid">Name of the link below <c>pg_tblspc</c>.</param>
/// <param name="Location">Absolute path of its target.</param>
public sealed record Tablespace(string Oid, string Location);

/// <summary>What a walk found, in lexical order, the data directory first.</summary>
public sealed record DataDirectoryContents(
    IReadOnlyList<DataDirectoryEntry> Entries, IReadOnlyList<Tablespace> Tablespaces, IReadOnlyList<string> Warnings)
{
    public long TotalBytes => Entries.Sum(entry => entry.Status.Type == EntryType.File ? entry.Status.SizeBytes : 0);
}
