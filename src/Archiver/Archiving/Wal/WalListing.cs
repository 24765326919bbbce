using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// The WAL files of an archive: names whose suffix is a known encoding, and nothing else. WAL-G takes any suffix, its
/// own metadata documents among them, and so reports a lost segment as there.
/// </summary>
public sealed class WalListing
{
    private readonly Archive _archive;
    private readonly Dictionary<string, ArchivedObject> _objects = new(StringComparer.Ordinal);

    private WalListing(Archive archive) => _archive = archive;

    public WalInventory Inventory { get; private set; } = new([]);

    /// <summary>The object of a WAL file, or null when the listing has none.</summary>
    public ArchivedObject? Find(string fileName) => _objects.GetValueOrDefault(fileName);

    /// <summary>Lists the whole WAL folder once.</summary>
    public static async Task<WalListing> ReadAsync(Archive archive, CancellationToken cancellation)
    {
        var listing = new WalListing(archive);
        var names = new List<WalFileName>();
        await foreach (var stored in archive.Storage.ListAsync(ArchiveLayout.WalFolder, false, cancellation))
        {
            if (archive.Classify(stored) is not { } found) continue;
            var text = found.BaseName[ArchiveLayout.WalFolder.Length..];
            if (!WalFileName.TryParse(text, out var name)) continue;
            if (listing._objects.TryAdd(text, found)) names.Add(name);
        }
        listing.Inventory = new WalInventory(names);
        return listing;
    }

    /// <summary>A timeline's history; one without ancestors when the archive has no file of it.</summary>
    /// <exception cref="ArchiverException">ObjectCorrupt when the file is no history.</exception>
    public async Task<TimelineHistory> HistoryAsync(TimelineId timeline, CancellationToken cancellation)
    {
        if (Find(timeline.HistoryFileName) is not { } found) return TimelineHistory.WithoutAncestors(timeline);
        await using var plain = await _archive.OpenAsync(found, cancellation);
        using var reader = new StreamReader(plain);
        try
        {
            return TimelineHistory.Parse(timeline, await reader.ReadToEndAsync(cancellation));
        }
        catch (FormatException error)
        {
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"object '{found.Stored.Name}' is no timeline history: {error.Message}",
                "restore it from a server's pg_wal with `archiver st put`.", error);
        }
    }

    /// <summary>
    /// The cluster's segment size, from the header of a segment in the archive: a wrong guess makes every number wrong.
    /// Without any segment WALG_PG_WAL_SIZE (in MiB) or 16 MiB.
    /// </summary>
    /// <exception cref="ArchiverException">ObjectCorrupt when the segment has no header.</exception>
    public async Task<SegmentSize> SegmentSizeAsync(ArchiverSettings settings, CancellationToken cancellation)
    {
        if (Inventory.IsEmpty) return FromSettings(settings);
        var newest = Inventory.Segments(Inventory.Timelines.Last()).Last();
        var found = Find(newest.ToString())!;
        await using var plain = await _archive.OpenAsync(found, cancellation);
        var head = new byte[WalPageHeader.LongSizeBytes];
        var count = await plain.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        return WalPageHeader.TryParse(head.AsSpan(0, count)) is { Long: { } cluster }
            && SegmentSize.IsValid(cluster.SegmentSizeBytes)
            ? SegmentSize.FromBytes(cluster.SegmentSizeBytes)
            : throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"object '{found.Stored.Name}' has no WAL page header",
                "look at it with `archiver st cat`, and remove it if it is no WAL.");
    }

    private static SegmentSize FromSettings(ArchiverSettings settings)
    {
        var sizeMiB = settings.Integer("WALG_PG_WAL_SIZE", 16, 1, 1024);
        return SegmentSize.IsValid((long)sizeMiB << 20)
            ? SegmentSize.FromBytes((long)sizeMiB << 20)
            : throw new ArchiverException(
                FailureCode.SettingInvalid, $"setting 'WALG_PG_WAL_SIZE' is '{sizeMiB}'",
                "give a power of two from 1 to 1024 (MiB).");
    }
}
