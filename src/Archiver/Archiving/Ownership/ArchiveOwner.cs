using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Ownership;

/// <summary>
/// The owner object of an archive: which cluster may write, and the random claim that only one copy of that cluster
/// holds. Written and read by hand, not through a serializer: wal-push reads it for every segment.
/// </summary>
public sealed record ArchiveOwner(
    SystemIdentifier SystemIdentifier, string Claim, DateTimeOffset Created, int Major)
{
    /// <exception cref="ArchiverException">ObjectCorrupt when the document has no identifier or no claim.</exception>
    public static ArchiveOwner Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new ArchiveOwner(
                SystemIdentifier.Parse(root.GetProperty("systemIdentifier").GetString() ?? ""),
                root.GetProperty("claim").GetString() is { Length: > 0 } claim ? claim : throw new FormatException(),
                root.GetProperty("created").GetDateTimeOffset(),
                root.GetProperty("major").GetInt32());
        }
        catch (Exception error) when (error
            is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"object '{ArchiveLayout.OwnerObject}' is not readable",
                "look at it with `archiver st cat`, and write it anew with `archiver claim --adopt` on its server.",
                error);
        }
    }

    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("systemIdentifier", SystemIdentifier.ToString());
            writer.WriteString("claim", Claim);
            writer.WriteString(
                "created", Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            writer.WriteNumber("major", Major);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
