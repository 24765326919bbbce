using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>JSON documents as texts: white space and the order of members mean nothing.</summary>
internal static class PolicyText
{
    public static PropertyValue Canonical(PropertyValue value)
    {
        if (value is not PropertyString text) return value;
        try
        {
            return new PropertyString(Sort(JsonNode.Parse(text.Value))?.ToJsonString() ?? "null");
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(static member => member.Key, StringComparer.Ordinal)
            .Select(static member => KeyValuePair.Create(member.Key, Sort(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
