using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad.Jobs;

/// <summary>
/// A job as the program gives it, HCL2 or JSON. The agent parses HCL; it has the only parser that is right about it.
/// </summary>
internal sealed record JobSpec(string Source, bool IsJson, PropertyMap Variables)
{
    public static JobSpec From(PropertyMap inputs) => new(
        inputs.Text("jobspec") ?? "", inputs.Flag("json") ?? false, inputs.Map("hcl2")?.Map("vars")
            ?? PropertyMap.Empty);

    /// <summary>What a registration keeps of it.</summary>
    public JsonObject Submission => new()
    {
        [nameof(Source)] = Source,
        ["Format"] = IsJson ? "json" : "hcl2",
        ["VariableFlags"] = new JsonObject(Variables.Where(static entry => entry.Value.Plain is PropertyString).Select(
            static entry => KeyValuePair.Create(entry.Key, (JsonNode?)((PropertyString)entry.Value.Plain).Value))),
    };

    /// <summary>The job's JSON.</summary>
    /// <param name="canonicalize">With every default filled in, for a comparison.</param>
    /// <exception cref="ProviderException">It cannot be parsed; the message has the position.</exception>
    public async Task<JsonObject> ParseAsync(NomadClient nomad, bool canonicalize, CancellationToken cancellation)
    {
        try
        {
            var job = IsJson
                ? JsonNode.Parse(Source) : await nomad.PostAsync("v1/jobs/parse", Request(canonicalize), cancellation);
            job = job.At("Job") ?? job;
            return job is JsonObject parsed && parsed.Text("ID").Length > 0
                ? (JsonObject)parsed.DeepClone()
                : throw new ProviderException("error parsing jobspec: input JSON is not a valid Nomad jobspec");
        }
        catch (Exception exception) when (exception is NomadException or JsonException)
        {
            throw new ProviderException($"error parsing jobspec: {exception.Message}", exception);
        }
    }

    private JsonObject Request(bool canonicalize)
    {
        var variables = new StringBuilder();
        foreach (var (name, value) in Variables)
        {
            if (value.Plain is PropertyString text)
            {
                variables.Append(name).Append(" = ").Append(Quote(text.Value)).Append('\n');
            }
        }
        return new JsonObject { ["JobHCL"] = Source, ["Canonicalize"] = canonicalize,
            [nameof(Variables)] = variables.ToString() };
    }

    // A list or a map is HCL as it stands; anything else is a text of which HCL must not read a template.
    private static string Quote(string value)
    {
        if (value.StartsWith('[') || value.StartsWith('{')) return value;
        var text = new StringBuilder("\"");
        foreach (var letter in value)
        {
            text.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => letter.ToString(),
            });
        }
        return text.Append('"').ToString().Replace("${", "$${", StringComparison.Ordinal)
            .Replace("%{", "%%{", StringComparison.Ordinal);
    }
}
