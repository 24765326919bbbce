using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Policies;

/// <summary>
/// aws:iam/getPolicyDocument:getPolicyDocument: a policy's JSON from statements. Pure; no account is asked.
/// </summary>
internal static class PolicyDocument
{
    private const string DefaultVersion = "2012-10-17";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static InvokeResult Run(PropertyMap arguments)
    {
        var document =
            new JsonObject { ["Version"] = arguments.Text("version") is { Length: > 0 } version
            ? version : DefaultVersion };
        if (arguments.Text("policyId") is { Length: > 0 } id) document["Id"] = id;
        document["Statement"] = new JsonArray(
            [.. arguments.Maps("statements").Select(static one => (JsonNode?)Statement(one))]);
        var minified = document.ToJsonString();
        return new InvokeResult(
            PropertyMapBuilder.From(arguments)
                .Set("id", minified)
                .Set("json", document.ToJsonString(Indented))
                .Set("minifiedJson", minified)
                .Set("version", document["Version"]!.GetValue<string>()).Build(),
            []);
    }

    private static JsonObject Statement(PropertyMap statement)
    {
        var result = new JsonObject();
        if (statement.Text("sid") is { Length: > 0 } sid) result["Sid"] = sid;
        result["Effect"] = statement.Text("effect") is { Length: > 0 } effect ? effect : "Allow";
        AddTexts(result, "Action", statement.Texts("actions"));
        AddTexts(result, "NotAction", statement.Texts("notActions"));
        AddTexts(result, "Resource", statement.Texts("resources"));
        AddTexts(result, "NotResource", statement.Texts("notResources"));
        AddPrincipals(result, "Principal", statement.Maps("principals"));
        AddPrincipals(result, "NotPrincipal", statement.Maps("notPrincipals"));
        var conditions = new JsonObject();
        foreach (var condition in statement.Maps("conditions"))
        {
            var test = condition.Text("test") ?? "";
            if (conditions[test] is not JsonObject variables) conditions[test] = variables = [];
            AddTexts(variables, condition.Text("variable") ?? "", condition.Texts("values"));
        }
        if (conditions.Count > 0) result["Condition"] = conditions;
        return result;
    }

    private static void AddPrincipals(JsonObject result, string name, ImmutableArray<PropertyMap> principals)
    {
        if (principals.IsEmpty) return;
        if (principals is [var any] && any.Text("type") == "*" && any.Texts("identifiers") is ["*"])
        {
            result[name] = "*";
            return;
        }
        var members = new JsonObject();
        foreach (var group in principals.GroupBy(
            static principal => principal.Text("type") ?? "", StringComparer.Ordinal))
        {
            AddTexts(members, group.Key, [.. group.SelectMany(static principal => principal.Texts("identifiers"))]);
        }
        result[name] = members;
    }

    // One text stands alone, as AWS writes it.
    private static void AddTexts(JsonObject result, string name, ImmutableArray<string> texts)
    {
        if (texts is [var only]) result[name] = only;
        else if (!texts.IsEmpty)
        {
            result[name] = new JsonArray([.. texts.Select(static text => (JsonNode?)JsonValue.Create(text))]);
        }
    }
}
