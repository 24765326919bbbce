using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pulumi.Serialization;

/// <summary>Plain objects as JSON.</summary>
internal static class JsonElements
{
    public static JsonElement From(object? value)
    {
        using var document = JsonDocument.Parse(Node(value)?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        double number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        ImmutableArray<object?> list => new JsonArray([.. list.Select(Node)]),
        ImmutableDictionary<string, object?> map =>
            new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        _ => throw new InvalidOperationException($"{value.GetType().FullName} has no JSON form"),
    };
}
