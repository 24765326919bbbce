using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker;

/// <summary>Labels: a list of label and value for the program, an object for the engine.</summary>
internal static class Labels
{
    /// <summary>The label by which a resource says to which stack it belongs.</summary>
    public const string Stack = "org.postern.stack";

    public static ImmutableArray<SchemaProperty> Members { get; } = [new("label"), new("value")];

    public static JsonObject ToJson(PropertyMap inputs) => FromList(inputs.Maps("labels"));

    public static JsonObject FromList(ImmutableArray<PropertyMap> labels)
    {
        var result = new JsonObject();
        foreach (var label in labels) result[label.Text("label") ?? ""] = label.Text("value") ?? "";
        return result;
    }

    public static IEnumerable<PropertyValue> ToProperties(JsonNode? labels) => labels.TextMembers().Select(
        static label => new PropertyMapBuilder().Set("label", label.Key).Set("value", label.Value).Build());

    /// <summary>The stack that the inputs name, or null.</summary>
    public static string? StackOf(PropertyMap inputs) =>
        inputs.Maps("labels").FirstOrDefault(static label => label.Text("label") == Stack)?.Text("value");

    /// <summary>Whether the engine's labels name the same stack as the inputs, which both have to do.</summary>
    public static bool IsOwn(PropertyMap inputs, JsonNode? labels) =>
        StackOf(inputs) is { Length: > 0 } stack && labels.Text(Stack) == stack;
}
