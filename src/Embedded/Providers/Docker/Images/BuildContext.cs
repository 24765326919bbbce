using System.Formats.Tar;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>
/// One file, link or folder of a build context: its path in the context, with slashes, and where it lies.
/// </summary>
internal sealed record ContextEntry(string Path, string FullPath, UnixFileMode Mode, bool IsFolder, bool IsLink);

/// <summary>
/// The files of a docker build: a folder without what .dockerignore leaves out, in the order of Go's filepath.WalkDir.
/// </summary>
internal sealed class BuildContext
{
    // What Docker itself names a Dockerfile that lies outside the context.
    private const string OutsideDockerfile = ".dockerfile.postern";

    private readonly string _fullDockerfile;

    private readonly string _fullFolder;

    /// <param name="folder">The context.</param>
    /// <param name="dockerfile">The Dockerfile; not relative to the context.</param>
    /// <param name="workingFolder">From where both count when they are relative.</param>
    public BuildContext(string folder, string dockerfile, string workingFolder)
    {
        (Folder, WorkingFolder) = (folder, workingFolder);
        _fullFolder = Path.GetFullPath(folder, workingFolder);
        _fullDockerfile = Path.GetFullPath(dockerfile, workingFolder);
        var relative = Path.GetRelativePath(_fullFolder, _fullDockerfile).Replace('\\', '/');
        IsDockerfileInside = !relative.StartsWith("../", StringComparison.Ordinal) && relative != ".."
            && !Path.IsPathRooted(relative);
        RelativeDockerfile = relative;
    }

    /// <summary>The context as it was given.</summary>
    public string Folder { get; }

    public string WorkingFolder { get; }

    /// <summary>The Dockerfile's full path.</summary>
    public string Dockerfile => _fullDockerfile;

    /// <summary>The Dockerfile relative to the context, as the official provider keeps it in the outputs.</summary>
    public string RelativeDockerfile { get; }

    public bool IsDockerfileInside { get; }

    /// <summary>The Dockerfile's name in the archive.</summary>
    public string ArchivedDockerfile => IsDockerfileInside ? RelativeDockerfile : OutsideDockerfile;

    /// <summary>What is not ignored, parents before children, names in ordinal order.</summary>
    public IEnumerable<ContextEntry> Entries() =>
        Walk(_fullFolder, "", IgnorePatterns.Load(_fullFolder, _fullDockerfile));

    /// <summary>
    /// Writes the archive that POST /build takes: owner root, modes as they are. The Dockerfile and .dockerignore are
    /// always in it.
    /// </summary>
    public async Task WriteTarAsync(Stream target, CancellationToken cancellation)
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Entries())
        {
            written.Add(entry.Path);
            await WriteAsync(writer, entry.Path, entry, cancellation);
        }
        if (!written.Contains(ArchivedDockerfile))
        {
            await WriteAsync(writer, ArchivedDockerfile, Describe(_fullDockerfile, ArchivedDockerfile), cancellation);
        }
    }

    private static IEnumerable<ContextEntry> Walk(string folder, string prefix, IgnorePatterns ignore)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            var entry = Describe(path, prefix + Path.GetFileName(path));
            var ignored = ignore.Ignores(entry.Path);
            if (!ignored) yield return entry;
            if (!entry.IsFolder || (ignored && !ignore.CanTakeBack)) continue;
            foreach (var below in Walk(path, entry.Path + "/", ignore)) yield return below;
        }
    }

    private static ContextEntry Describe(string path, string name)
    {
        var file = new FileInfo(path);
        var isLink = file.LinkTarget is not null;
        var isFolder = !isLink && Directory.Exists(path);
        var mode = isLink ? (UnixFileMode)0x1FF : FileMode(path);
        return new ContextEntry(name, path, mode, isFolder, isLink);
    }

    private static UnixFileMode FileMode(string path) =>
        OperatingSystem.IsWindows() ? (UnixFileMode)0x1A4 : File.GetUnixFileMode(path);

    private static async Task WriteAsync(
        TarWriter writer, string name, ContextEntry entry, CancellationToken cancellation)
    {
        var type = entry switch
        {
            { IsLink: true } => TarEntryType.SymbolicLink,
            { IsFolder: true } => TarEntryType.Directory,
            _ => TarEntryType.RegularFile,
        };
        var archived = new PaxTarEntry(type, entry.IsFolder ? name + "/" : name)
        {
            Mode = entry.Mode,
            ModificationTime = File.GetLastWriteTimeUtc(entry.FullPath),
        };
        if (entry.IsLink) archived.LinkName = new FileInfo(entry.FullPath).LinkTarget!;
        if (type != TarEntryType.RegularFile)
        {
            await writer.WriteEntryAsync(archived, cancellation);
            return;
        }
        await using var content = File.OpenRead(entry.FullPath);
        archived.DataStream = content;
        await writer.WriteEntryAsync(archived, cancellation);
    }
}
