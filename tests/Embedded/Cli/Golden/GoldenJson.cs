using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>
/// JSON documents one after the other, made comparable: times, ids and random values get one form, steps and events
/// are sorted by resource. Names and their order, types and everything else stay.
/// </summary>
public static class GoldenJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Normal(string text)
    {
        var documents = new List<JsonNode>();
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read()) documents.Add(JsonNode.Parse(ref reader)!);
        var events = documents.Where(IsEvent).Where(Matters).Select(document => (Key(document), Blind(document)!))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal).Select(entry => entry.Item2);
        var kept = documents.Where(document => !IsEvent(document)).Select(document => Blind(document)!).Concat(events);
        return string.Join("\n", kept.Select(document => document.ToJsonString(Indented)));
    }

    private static bool IsEvent(JsonNode document) => document is JsonObject map && map.ContainsKey("sequence");

    /// <summary>What a provider says only to its developers is no part of the format.</summary>
    private static bool Matters(JsonNode document) =>
        document["diagnosticEvent"]?["severity"]?.GetValue<string>() != "debug";

    /// <summary>The order in which an event may come: the prelude, then resource by resource, then the end.</summary>
    private static string Key(JsonNode document)
    {
        if (document["preludeEvent"] is not null) return "0";
        if (document["summaryEvent"] is not null) return "8";
        if (document["cancelEvent"] is not null) return "9";
        var body = document.AsObject().Last().Value!;
        return "1" + (body["metadata"]?["urn"] ?? body["urn"])?.GetValue<string>();
    }

    private static JsonNode? Blind(JsonNode? node) => node switch
    {
        JsonObject map => Blind(map),
        JsonArray list => new JsonArray(
            [.. list.Select(Blind).OrderBy(
                item => item is JsonObject step && step["urn"] is { } urn ? $"{urn} {step["op"]}" : "",
                StringComparer.Ordinal)]),
        JsonValue value when value.TryGetValue(out string? text) => GoldenText.BlindWord(text),
        _ => node?.DeepClone(),
    };

    private static JsonObject Blind(JsonObject map)
    {
        var result = new JsonObject();
        foreach (var (name, value) in map)
        {
            if (name is "__meta" or "__pulumi_raw_state_delta" || IsOfTheRecording(name)) continue;
            result[name] = name switch
            {
                "sequence" or "timestamp" or "duration" or "durationSeconds" or "time" or "magic" or "salt" or "steps"
                    when value is JsonValue => $"({name})",
                "id" or "hex" or "dec" or "b64Std" or "b64Url" when value is JsonValue && value.ToString() != "" =>
                    "(id)",
                // What the docker provider itself reports of a container.
                "outputs" when value is JsonObject container && container.ContainsKey("networkDatas") => "(container)",
                "dependencies" => new JsonArray([.. value!.AsArray().Select(item => item!.ToString())
                    .Order(StringComparer.Ordinal).Select(item => (JsonNode)item)]),
                // Nothing and an empty list of paths say the same.
                "detailedDiff" when value is JsonObject { Count: 0 } => null,
                _ => Blind(value),
            };
        }
        return result;
    }

    private static bool IsOfTheRecording(string name) =>
        name.StartsWith("pulumi.env.", StringComparison.Ordinal)
        || name.StartsWith("pulumi.flag.", StringComparison.Ordinal);
}
