using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;

namespace Postern.Tests.Embedded.Providers;

/// <summary>Property trees from JSON texts and back, for tests.</summary>
internal static class Property
{
    public static PropertyMap Map(string json) => (PropertyMap)From(JsonNode.Parse(json));

    public static PropertyValue From(JsonNode? node) => node switch
    {
        null => PropertyNull.Instance,
        JsonObject members => PropertyMap.From(members.Select(
            static member => KeyValuePair.Create(member.Key, From(member.Value)))),
        JsonArray items => new PropertyList([.. items.Select(From)]),
        JsonValue value when value.TryGetValue(out bool flag) => new PropertyBool(flag),
        JsonValue value when value.TryGetValue(out string? text) => new PropertyString(text),
        JsonValue value => new PropertyNumber(value.GetValue<double>()),
        _ => throw new ArgumentException("no such JSON", nameof(node)),
    };

    /// <summary>Compact JSON, names in ordinal order.</summary>
    public static string Text(PropertyValue value) => Json(value)?.ToJsonString() ?? "null";

    public static JsonNode? Json(PropertyValue value) => value switch
    {
        PropertyBool flag => JsonValue.Create(flag.Value),
        PropertyNumber number => JsonValue.Create(number.Value),
        PropertyString text => JsonValue.Create(text.Value),
        PropertyMap map =>
            new JsonObject(map.Select(static entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
        PropertyList list => new JsonArray([.. list.Items.Select(Json)]),
        PropertyUnknown => JsonValue.Create("[unknown]"),
        PropertySecret secret => JsonValue.Create("[secret] " + Text(secret.Element)),
        _ => null,
    };
}
