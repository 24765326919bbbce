using System.Text.Json;

namespace Postern.Verdicts.Previews;

/// <summary>Reading JSON of which nothing is sure but that it is JSON.</summary>
internal static class JsonText
{
    /// <summary>What Pulumi prints for a value that is known after the update only.</summary>
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The text of a value that the preview shows.</summary>
    public static string? Known(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text
        && text.GetString() is not ("[secret]" or "[unknown]" or Unknown)
            ? text.GetString()
            : null;

    public static string? Known(JsonElement item, string name) => Known(Member(item, name));

    public static bool IsTrue(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.True };

    public static bool AreEqual(JsonElement? left, JsonElement? right) => (left, right) switch
    {
        (null, null) => true,
        ({ } one, { } other) => JsonElement.DeepEquals(one, other),
        _ => false,
    };
}
