using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;

namespace Postern.Tests.Embedded.Conformance.Fixtures;

/// <summary>Property values and messages as one line of JSON with sorted names, so that they compare as text.</summary>
internal static class WireText
{
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static JsonNode? Node(PropertyValue value) => value switch
    {
        PropertyNull => null,
        PropertyBool flag => JsonValue.Create(flag.Value),
        PropertyNumber number => JsonValue.Create(number.Value),
        PropertyString text => JsonValue.Create(text.Value),
        PropertyUnknown => JsonValue.Create(Unknown),
        PropertySecret secret => new JsonObject
        {
            ["4dabf18193072939515e22adb298388d"] = "1b47061264138c4ac30d75fd1eb44270",
            ["value"] = Node(secret.Element),
        },
        PropertyList list => new JsonArray([.. list.Items.Select(Node)]),
        PropertyMap map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    public static string Canonical(JsonNode? node) => Sorted(node, "")?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node, string name) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value, entry.Key)))),
        JsonArray list when name is "dependencies" or "urns" => new JsonArray(
            [.. list.Select(item => (string)item!).Order(StringComparer.Ordinal).Select(t => JsonValue.Create(t))]),
        JsonArray list => new JsonArray([.. list.Select(item => Sorted(item, ""))]),
        null => null,
        _ when node.GetValueKind() == JsonValueKind.Number => JsonValue.Create(node.GetValue<double>()),
        _ => node.DeepClone(),
    };
}
