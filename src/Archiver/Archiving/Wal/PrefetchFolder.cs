using System.Globalization;
using System.Text;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Settings;
using Postern.Durability;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// Segments fetched ahead, beside the data directory and never in pg_wal (pg_rewind stumbles over what it does not know
/// there). The folder's name holds system identifier, segment size and a checksum of the archive's place, so that what
/// another cluster or another archive left cannot be taken for this one's; files are written whole and durably, and the
/// folder never holds more than is fetched ahead.
/// </summary>
public sealed class PrefetchFolder
{
    private const string LockName = "lock";

    private PrefetchFolder(string root, string key) => (Root, Folder) = (root, Path.Combine(root, key));

    /// <summary>Holds one folder per cluster and archive.</summary>
    public string Root { get; }

    public string Folder { get; }

    /// <summary>WALG_PREFETCH_DIR, else "prefetch" beside the data directory; null when there is no place that is
    /// safe.</summary>
    public static PrefetchFolder? Locate(
        ArchiverSettings settings, DataDirectory? data, ControlFile? control, string archiveLocation)
    {
        if (data is null || control is null) return null;
        var root = settings["WALG_PREFETCH_DIR"] is { } named
            ? Path.GetFullPath(Path.Combine(named, "postern-prefetch"))
            : Path.Combine(data.PosternFolder, "prefetch");
        var pgWal = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(data.Path, "pg_wal")));
        if (root.StartsWith(pgWal + "/", StringComparison.Ordinal)) return null;
        var place = Crc32C.Compute(Encoding.UTF8.GetBytes(archiveLocation));
        return new PrefetchFolder(root, string.Create(
            CultureInfo.InvariantCulture,
            $"{control.SystemIdentifier}-{control.WalSegmentSize.SizeBytes >> 20}-{place:x8}"));
    }

    public string PathOf(WalSegmentName segment) => Path.Combine(Folder, segment.ToString());

    public bool Has(WalSegmentName segment) => File.Exists(PathOf(segment));

    /// <summary>The next segments that are not here yet, at most <paramref name="depth"/> ahead.</summary>
    public IEnumerable<WalSegmentName> Missing(WalSegmentName after, SegmentSize size, int depth)
    {
        var name = after;
        for (var ahead = 0; ahead < depth; ahead++)
        {
            name = name.Next(size);
            if (!Has(name)) yield return name;
        }
    }

    /// <summary>
    /// Removes what can no longer be asked for: other clusters' folders, other timelines, segments up to
    /// <paramref name="delivered"/> and those beyond <paramref name="depth"/>, and what a killed write left.
    /// </summary>
    public void RemoveStale(WalSegmentName delivered, SegmentSize size, int depth)
    {
        if (!Directory.Exists(Root)) return;
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            if (folder != Folder) Directory.Delete(folder, recursive: true);
        }
        if (!Directory.Exists(Folder)) return;
        var first = delivered.Number(size);
        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            var isWanted = WalSegmentName.TryParse(Path.GetFileName(path), out var segment)
                && segment.Timeline == delivered.Timeline
                && segment.Number(size) > first && segment.Number(size).Value <= first.Value + (ulong)depth;
            if (!isWanted) File.Delete(path);
        }
    }

    /// <summary>The right to fill the folder, for one process at a time; null when another has it. Closing it gives it
    /// back.</summary>
    public FileStream? TryLock()
    {
        DurableFolder.Create(Folder);
        try
        {
            return new FileStream(
                Path.Combine(Root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
