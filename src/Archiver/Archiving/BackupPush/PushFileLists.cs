using System.Text.Json;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Postgres;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>
/// The two documents that grow with the number of files, written piece by piece: nothing of their size is ever in
/// memory. May be called again for a retry.
/// </summary>
internal static class PushFileLists
{
    private const int UsualCorruptBlocks = 10;
    private const int PieceBytes = 64 * 1024;

    /// <summary>files_metadata.json, with the members of <see cref="FilesMetadata"/>.</summary>
    public static async Task WriteFilesAsync(PushOutcome outcome, Stream destination, CancellationToken cancellation)
    {
        await using var writer = new Utf8JsonWriter(destination);
        writer.WriteStartObject();
        writer.WriteStartObject(nameof(FilesMetadata.Files));
        foreach (var file in outcome.Files)
        {
            writer.WritePropertyName(file.MemberName);
            JsonSerializer.Serialize(
                writer, Entry(file, outcome.Options.StoreAllCorrupt), DocumentsContext.Default.FileEntry);
            await FlushAsync(writer, cancellation);
        }
        writer.WriteEndObject();
        writer.WriteStartObject(nameof(FilesMetadata.TarFileSets));
        foreach (var part in outcome.Parts)
        {
            writer.WriteStartArray(part.FileName);
            foreach (var file in part.Files.Where(file => file.Kind != PackedKind.Skipped))
            {
                writer.WriteStringValue(file.MemberName);
                await FlushAsync(writer, cancellation);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        if (outcome.Databases.Count > 0)
        {
            writer.WriteStartObject(nameof(FilesMetadata.DatabasesByNames));
            foreach (var database in outcome.Databases)
            {
                writer.WritePropertyName(database.Name);
                JsonSerializer.Serialize(writer, Database(database), DocumentsContext.Default.DatabaseEntry);
                await FlushAsync(writer, cancellation);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
    }

    /// <summary>postern.json, with the members of <see cref="PosternManifest"/>.</summary>
    public static async Task WriteManifestAsync(
        PushOutcome outcome, Stream destination, CancellationToken cancellation)
    {
        var head = new PosternManifest
        {
            WalSegmentSizeBytes = outcome.Control.WalSegmentSize.SizeBytes,
            Timeline = outcome.Timeline.Value,
            PagesVerified = outcome.Control.HasDataChecksums,
            Objects = new Dictionary<string, ObjectFingerprint>(outcome.Objects),
        };
        using var document = JsonSerializer.SerializeToDocument(head, DocumentsContext.Default.PosternManifest);
        await using var writer = new Utf8JsonWriter(destination);
        writer.WriteStartObject();
        foreach (var member in document.RootElement.EnumerateObject()) member.WriteTo(writer);
        writer.WriteStartObject(PosternManifest.FileSizesName);
        foreach (var file in outcome.Files)
        {
            if (file.FileBytes is { } bytes) writer.WriteNumber(file.MemberName, bytes);
            await FlushAsync(writer, cancellation);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
    }

    private static async ValueTask FlushAsync(Utf8JsonWriter writer, CancellationToken cancellation)
    {
        if (writer.BytesPending >= PieceBytes) await writer.FlushAsync(cancellation);
    }

    private static FileEntry Entry(PackedFile file, bool storeAll) => new()
    {
        IsIncremented = file.Kind == PackedKind.Incremented,
        IsSkipped = file.Kind == PackedKind.Skipped,
        ModificationTime = file.Modified,
        CorruptBlocks = file.Corrupt.Count == 0
            ? null
            : new CorruptBlocks
            {
                CorruptBlocksCount = file.Corrupt.Count,
                SomeCorruptBlocks = [.. storeAll ? file.Corrupt : file.Corrupt.Take(UsualCorruptBlocks)],
            },
    };

    private static DatabaseEntry Database(DatabaseTables database)
    {
        var tables = new Dictionary<string, TableEntry>(StringComparer.Ordinal);
        var byOid = new Dictionary<uint, TableEntry>();
        foreach (var table in database.Tables.Where(table => table.Parent is null))
            tables[$"{table.Schema}.{table.Name}"] = byOid[table.Oid] = Table(table);
        foreach (var table in database.Tables)
        {
            if (table.Parent is not { } parent || !byOid.TryGetValue(parent, out var root)) continue;
            root.Partitions ??= new Dictionary<string, TableEntry>(StringComparer.Ordinal);
            root.Partitions[$"{table.Schema}.{table.Name}"] = Table(table);
        }
        return new DatabaseEntry { Oid = database.Oid, Tables = tables };
    }

    private static TableEntry Table(TableFile table) => new() { Oid = table.Oid, FileNumber = table.FileNumber };
}
