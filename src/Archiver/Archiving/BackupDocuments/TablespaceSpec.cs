using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>A tablespace: its folder, and the link below the data directory that leads there.</summary>
/// <param name="Location">Absolute path of the target.</param>
/// <param name="Link">Relative to the data directory: <c>pg_tblspc/16400</c>.</param>
public sealed record TablespaceLocation(string Location, string Link);

/// <summary>
/// WAL-G's tablespace specification: <c>base_prefix</c>, the OIDs, and one member per OID. Follows
/// <c>tablespace_spec.go</c>.
/// </summary>
[JsonConverter(typeof(TablespaceSpecConverter))]
public sealed record TablespaceSpec(string BasePrefix, IReadOnlyDictionary<string, TablespaceLocation> Tablespaces);

/// <summary>OIDs are member names, so the document has no fixed shape.</summary>
public sealed class TablespaceSpecConverter : JsonConverter<TablespaceSpec>
{
    public override TablespaceSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("a tablespace spec is no object");
        var prefix = "";
        var tablespaces = new SortedDictionary<string, TablespaceLocation>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Name == "base_prefix") prefix = member.Value.GetString() ?? "";
            else if (member.Value.ValueKind == JsonValueKind.Object
                && member.Value.TryGetProperty("loc", out var location)
                && member.Value.TryGetProperty("link", out var link))
                tablespaces[member.Name] = new TablespaceLocation(location.GetString() ?? "", link.GetString() ?? "");
        }
        return new TablespaceSpec(prefix, tablespaces);
    }

    public override void Write(Utf8JsonWriter writer, TablespaceSpec value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("base_prefix", value.BasePrefix);
        writer.WriteStartArray("tablespaces");
        foreach (var oid in value.Tablespaces.Keys) writer.WriteStringValue(oid);
        writer.WriteEndArray();
        foreach (var (oid, tablespace) in value.Tablespaces)
        {
            writer.WriteStartObject(oid);
            writer.WriteString("loc", tablespace.Location);
            writer.WriteString("link", tablespace.Link);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
