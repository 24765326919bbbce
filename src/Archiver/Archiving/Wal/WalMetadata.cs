using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// Writes WAL-G's WAL metadata. BULK needs no local files: when a name ends in F, the times of its group are read from
/// the files that are still in pg_wal and else from the archive's listing, so that nothing can be left over or lost
/// between two pushes.
/// </summary>
internal sealed class WalMetadata(Archive archive, WalMetadataMode mode)
{
    private const int BulkPrefixLength = WalSegmentName.Length - 1;

    public Task WriteAsync(WalSource source, CancellationToken cancellation) => mode switch
    {
        WalMetadataMode.Individual => PutAsync(
            source.Name.Text, [(source.Name.Text, source.LastModified)], cancellation),
        WalMetadataMode.Bulk when source.Name.Kind == WalFileKind.Segment && source.Name.Text.EndsWith('F') =>
            WriteBulkAsync(source, cancellation),
        _ => Task.CompletedTask,
    };

    private async Task WriteBulkAsync(WalSource source, CancellationToken cancellation)
    {
        var group = source.Name.Text[..BulkPrefixLength];
        var folder = Path.GetDirectoryName(Path.GetFullPath(source.Path))!;
        var times = new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal)
        {
            [source.Name.Text] = source.LastModified,
        };
        await foreach (var stored in archive.Storage.ListAsync(ArchiveLayout.Wal(group), false, cancellation))
        {
            if (archive.Classify(stored) is not { } payload) continue;
            var name = payload.BaseName[ArchiveLayout.WalFolder.Length..];
            if (!WalFileName.TryParse(name, out _)) continue;
            var local = Path.Combine(folder, name);
            times.TryAdd(
                name, File.Exists(local) ? new DateTimeOffset(File.GetLastWriteTimeUtc(local)) : stored.LastModified);
        }
        await PutAsync(group, times.Select(one => (one.Key, one.Value)), cancellation);
    }

    private Task<bool> PutAsync(
        string objectName, IEnumerable<(string Name, DateTimeOffset Created)> entries, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, created) in entries)
            {
                writer.WriteStartObject(name);
                writer.WriteString("created_time", created.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("date_fmt", "%Y-%m-%dT%H:%M:%S.%fZ");
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        return archive.WriteDocumentAsync(
            ArchiveLayout.Wal(objectName) + ".json", PutMode.Replace, buffer.WrittenMemory, cancellation);
    }
}
