using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Commands.Progress;
using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Commands.Backups;

/// <summary>backup-show: one backup with its chain and its objects. WAL-G has no such verb for PostgreSQL.</summary>
internal static class BackupShowCommand
{
    public static Command Create(CommandHost host)
    {
        var name = new Argument<string>("backup_name") { Description = "a name of backup-list, or LATEST" };
        var json = new Option<bool>("--json") { Description = "for programs" };
        var verb = new Verb(
            "backup-show", "Shows one backup: times, positions, chain, objects.", "archiver backup-show LATEST")
        {
            name, json,
        };
        host.Handle(verb, async context =>
        {
            await using var archive = context.OpenArchive();
            var catalogue = new BackupCatalogue(archive);
            var backups = await catalogue.ListAsync(context.Cancellation);
            var entry = BackupChoice.Choose(backups, context.Arguments.GetRequiredValue(name), null);
            var facts = await FactsAsync(archive, catalogue, backups, entry, context.Cancellation);
            if (context.Arguments.GetValue(json)) WriteJson(context.Output.Answer, facts);
            else TextTable.WritePlain(context.Output.Answer, [.. facts.Select(fact => new[] { fact.Key, fact.Value })]);
        });
        return verb;
    }

    private static async Task<List<KeyValuePair<string, string>>> FactsAsync(
        Archive archive, BackupCatalogue catalogue, IReadOnlyList<CatalogueEntry> backups, CatalogueEntry entry,
        CancellationToken cancellation)
    {
        var record = entry.Record;
        var byName = backups.ToDictionary(one => one.Record.Name, one => one.Record, StringComparer.Ordinal);
        var chain = BackupSelection.Chain(byName, record.Name);
        var manifest = await catalogue.ManifestAsync(record.Name, cancellation);
        var files = await catalogue.FilesAsync(entry, cancellation);
        var objects = 0;
        var stored = 0L;
        await foreach (
            var one in archive.Storage.ListAsync(ArchiveLayout.BackupFolder + record.Name + "/", true, cancellation))
        {
            objects++;
            stored += one.SizeBytes;
        }
        var corrupt = files?.Files?.Values.Sum(file => file.CorruptBlocks?.CorruptBlocksCount ?? 0) ?? 0;
        return
        [
            new("backup_name", record.Name),
            new("kind", record.IsDelta ? string.Create(CultureInfo.InvariantCulture, $"delta {record.DeltaCount}")
                : "full"),
            new("chain", chain is null ? "broken: an ancestor is missing"
                : string.Join(" <- ", chain.Select(one => one.Name))),
            new("start_time", Text(record.StartTime)), new("finish_time", Text(record.FinishTime)),
            new("start_lsn", record.StartLsn?.ToString() ?? "-"),
            new("finish_lsn", record.FinishLsn?.ToString() ?? "-"),
            new("pg_version", record.PgVersion.ToString(CultureInfo.InvariantCulture)),
            new("system_identifier", record.SystemIdentifier?.ToString() ?? "-"),
            new("is_permanent", record.IsPermanent ? "true" : "false"),
            new("hostname", entry.Metadata?.Hostname ?? "-"), new("data_dir", entry.Metadata?.DataDirectory ?? "-"),
            new("files", (files?.Files?.Count ?? 0).ToString(CultureInfo.InvariantCulture)),
            new("corrupt_blocks", corrupt.ToString(CultureInfo.InvariantCulture)),
            new("uncompressed_size", ProgressText.Bytes(record.UncompressedSizeBytes)),
            new("stored_size", ProgressText.Bytes(stored)),
            new("objects", objects.ToString(CultureInfo.InvariantCulture)),
            new("hashes", manifest is null ? "none (made by WAL-G)" : "SHA-256 of every tar"),
            new("user_data", record.UserData ?? "-"),
        ];
    }

    private static void WriteJson(TextWriter output, List<KeyValuePair<string, string>> facts)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in facts) writer.WriteString(key, value);
            writer.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string Text(DateTimeOffset? time) => time is { } known ? NanosecondTime.From(known).ToString() : "-";
}
