using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>Documents to bytes and back; a document that cannot be read is named.</summary>
public static class DocumentJson
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 64 };

    public static byte[] Write<T>(T document, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(document, type);

    /// <exception cref="ArchiverException">ObjectCorrupt with the object's name and where it cannot be
    /// read.</exception>
    public static T Read<T>(string name, byte[] bytes, JsonTypeInfo<T> type)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, Reading);
            return JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("the document is null");
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw Unreadable(name, error);
        }
    }

    /// <summary>As <see cref="Read"/>, piece by piece.</summary>
    public static async Task<T> ReadAsync<T>(
        string name, Stream source, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(source, type, cancellation)
                ?? throw new JsonException("the document is null");
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw Unreadable(name, error);
        }
    }

    private static bool IsUnreadable(Exception error) =>
        error is JsonException or FormatException or InvalidOperationException;

    private static ArchiverException Unreadable(string name, Exception error) => new(
        FailureCode.ObjectCorrupt, $"'{name}' cannot be read: {error.Message}",
        "compare the object with a backup of the archive; the backup it belongs to cannot be trusted.", error);

    /// <summary>Sets one member of a document and keeps every other as it is, known or not.</summary>
    /// <exception cref="ArchiverException">ObjectCorrupt when it is no JSON object.</exception>
    public static byte[] WithMember(string name, byte[] bytes, string member, bool value)
    {
        try
        {
            if (JsonNode.Parse(bytes) is not JsonObject document) throw new JsonException("the document is no object");
            document[member] = value;
            return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
        }
        catch (JsonException error)
        {
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"'{name}' cannot be read: {error.Message}",
                "restore the object from a copy.", error);
        }
    }
}
