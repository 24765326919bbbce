using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Commands.Backups;

/// <summary>backup-list's outputs, column by column WAL-G's. What a backup does not record is a dash.</summary>
internal static class BackupListing
{
    private const string Storage = "default";

    private static readonly string[] Columns = ["backup_name", "modified", "wal_file_name", "storage_name"];
    private static readonly string[] DetailColumns =
    [
        "start_time", "finish_time", "hostname", "data_dir", "pg_version", "start_lsn", "finish_lsn", "is_permanent",
    ];

    private static readonly string[] Titles = ["#", "BACKUP NAME", "MODIFIED", "WAL FILE NAME", "STORAGE NAME"];
    private static readonly string[] DetailTitles =
    [
        "START TIME", "FINISH TIME", "HOSTNAME", "DATADIR", "PG VERSION", "START LSN", "FINISH LSN", "PERMANENT",
    ];

    /// <summary>WAL-G's order: by modification, with details by start time when every backup has one.</summary>
    public static IReadOnlyList<CatalogueEntry> Order(IReadOnlyList<CatalogueEntry> backups, bool detail) =>
        detail && backups.All(entry => entry.Record.StartTime is not null)
            ? [.. backups.OrderBy(entry => entry.Record.StartTime)
                .ThenBy(entry => entry.Record.Name, StringComparer.Ordinal)]
            : [.. backups.OrderBy(entry => entry.Record.Modified)
                .ThenBy(entry => entry.Record.Name, StringComparer.Ordinal)];

    public static void WriteTable(TextWriter output, IReadOnlyList<CatalogueEntry> backups, bool detail, bool pretty)
    {
        string[] header = (pretty, detail) switch
        {
            (false, false) => Columns,
            (false, true) => [.. Columns, .. DetailColumns],
            (true, false) => Titles,
            (true, true) => [.. Titles, .. DetailTitles],
        };
        var rows = new List<string[]> { header };
        foreach (var (entry, index) in backups.Select((entry, index) => (entry, index)))
        {
            string[] number = pretty ? [index.ToString(CultureInfo.InvariantCulture)] : [];
            string[] details = detail ? Details(entry, pretty) : [];
            rows.Add([.. number, entry.Record.Name, Time(entry.Record.Modified, pretty), Segment(entry), Storage,
                .. details]);
        }
        if (pretty) TextTable.WriteFramed(output, rows);
        else TextTable.WritePlain(output, rows);
    }

    public static string Json(IReadOnlyList<CatalogueEntry> backups, bool detail, bool pretty)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = pretty, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartArray();
            foreach (var entry in backups)
            {
                writer.WriteStartObject();
                writer.WriteString("backup_name", entry.Record.Name);
                writer.WriteString("time", entry.Modified.ToString());
                writer.WriteString("wal_file_name", Segment(entry));
                writer.WriteString("storage_name", Storage);
                if (detail) WriteDetails(writer, entry);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteDetails(Utf8JsonWriter writer, CatalogueEntry entry)
    {
        if (entry.Metadata is not { } metadata) return;
        using var document = JsonSerializer.SerializeToDocument(metadata, DocumentsContext.Default.BackupMetadata);
        foreach (var member in document.RootElement.EnumerateObject()) member.WriteTo(writer);
    }

    private static string[] Details(CatalogueEntry entry, bool pretty)
    {
        var record = entry.Record;
        return
        [
            Time(record.StartTime, pretty), Time(record.FinishTime, pretty),
            entry.Metadata?.Hostname ?? entry.Sentinel.Hostname ?? "-",
            entry.Metadata?.DataDirectory ?? entry.Sentinel.DataDir ?? "-",
            record.PgVersion.ToString(CultureInfo.InvariantCulture),
            Position(record.StartLsn), Position(record.FinishLsn), record.IsPermanent ? "true" : "false",
        ];
    }

    private static string Position(Lsn? lsn) => lsn?.ToString() ?? "-";

    private static string Segment(CatalogueEntry entry) =>
        BackupName.TryParse(entry.Record.Name)?.Start.ToString() ?? "-";

    private static string Time(DateTimeOffset? time, bool pretty)
    {
        if (time is not { } known) return "-";
        // RFC 850 in Go's wording for people, RFC 3339 in whole seconds for columns.
        var format = pretty ? "dddd, dd-MMM-yy HH:mm:ss 'UTC'" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        return known.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }
}
