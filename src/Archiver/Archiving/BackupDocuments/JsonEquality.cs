using System.Text.Json;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>User data are the same when their JSON values are, whatever the order of members and the spelling of
/// numbers.</summary>
public static class JsonEquality
{
    /// <exception cref="FormatException">The text is no JSON.</exception>
    public static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new FormatException($"'{text}' is no JSON: {error.Message}", error);
        }
    }

    public static bool Same(JsonElement left, JsonElement right) => JsonElement.DeepEquals(left, right);
}
