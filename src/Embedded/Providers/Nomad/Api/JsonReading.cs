using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Embedded.Providers.Nomad.Api;

/// <summary>
/// Typed views of the agent's JSON: a missing member, null and another type all read as the type's zero.
/// </summary>
internal static class JsonReading
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

    public static ImmutableArray<KeyValuePair<string, JsonNode?>> Members(
        this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonObject members
            ? [.. members.OrderBy(static member => member.Key, StringComparer.Ordinal)]
            : [];

    public static ImmutableArray<KeyValuePair<string, string>> TextMembers(
        this JsonNode? node, params ReadOnlySpan<string> path) =>
        [.. Members(node, path).Select(static member => KeyValuePair.Create(member.Key, Text(member.Value)))];

    /// <summary>Nanoseconds as Go writes a duration of whole seconds: 2m0s.</summary>
    public static string Duration(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        var seconds = Number(node, path) / 1_000_000_000m;
        var (hours, minutes) = (decimal.Truncate(seconds / 3600), decimal.Truncate(seconds % 3600 / 60));
        var rest = (seconds % 60).ToString("0.#########", CultureInfo.InvariantCulture) + "s";
        if (hours > 0) return string.Create(CultureInfo.InvariantCulture, $"{hours}h{minutes}m{rest}");
        return minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes}m{rest}") : rest;
    }
}
