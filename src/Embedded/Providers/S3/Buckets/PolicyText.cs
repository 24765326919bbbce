using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>
/// Policies as texts: white space and the order of members and of lists mean nothing, and a list of one is its element
/// (AWS returns either).
/// </summary>
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
        JsonArray { Count: 1 } single => Sort(single[0]),
        JsonArray items => new JsonArray([.. items.Select(Sort)
            .OrderBy(static item => item?.ToJsonString(), StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };
}
