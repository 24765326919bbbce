using System.Text.Json;
using System.Text.Json.Serialization;
using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>RFC 3339 text to the nanosecond.</summary>
public sealed class NanosecondTimeConverter : JsonConverter<NanosecondTime>
{
    public override NanosecondTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NanosecondTime.TryParse(reader.GetString()) ?? throw new JsonException("not an RFC 3339 time");

    public override void Write(Utf8JsonWriter writer, NanosecondTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
