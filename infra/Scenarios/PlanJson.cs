using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Infra.Settings;

namespace Postern.Infra.Scenarios;

/// <summary>Writes the archiver's documents (docs/container.md) as indented JSON, so that a preview shows changed
/// lines.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static string Text(JsonObject document) => document.ToJsonString(Indented) + "\n";

    public static JsonObject Target(RecoveryTarget target) => new()
    {
        ["kind"] = target.Kind,
        ["value"] = target.Value,
        ["inclusive"] = target.Inclusive,
        ["timeline"] = target.Timeline,
    };

    public static JsonArray Pairs(IEnumerable<string[]> pairs) =>
        new([.. pairs.Select(pair => new JsonArray(pair[0], pair[1]))]);
}
