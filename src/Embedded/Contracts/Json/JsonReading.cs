using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Embedded.Contracts.Json;

/// <summary>
/// Typed views of a server's JSON: a missing member, null and another type all read as the type's zero.
/// </summary>
public static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node;
    }

    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    public static long Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is not JsonValue value || value.GetValueKind() != JsonValueKind.Number ? 0
        : value.TryGetValue(out long whole) ? whole
        : value.TryGetValue(out double number) && Math.Abs(number) < long.MaxValue ? (long)number : 0;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static ImmutableArray<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonArray items ? [.. items.OfType<JsonNode>()] : [];

    public static ImmutableArray<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        [.. Items(node, path).Select(static item => Text(item))];

    /// <summary>The members of an object, in ordinal order.</summary>
    public static ImmutableArray<KeyValuePair<string, JsonNode?>> Members(
        this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonObject members
            ? [.. members.OrderBy(static member => member.Key, StringComparer.Ordinal)]
            : [];

    public static ImmutableArray<KeyValuePair<string, string>> TextMembers(
        this JsonNode? node, params ReadOnlySpan<string> path) =>
        [.. Members(node, path).Select(static member => KeyValuePair.Create(member.Key, Text(member.Value)))];

    public static JsonArray ToJson(this IEnumerable<string> items) =>
        [.. items.Select(static item => (JsonNode?)JsonValue.Create(item))];

    public static JsonObject ToJson(this IEnumerable<KeyValuePair<string, string>> members) =>
        new(members.Select(
            static member => KeyValuePair.Create(member.Key, (JsonNode?)JsonValue.Create(member.Value))));
}
