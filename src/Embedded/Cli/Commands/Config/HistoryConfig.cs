using System.Collections.Immutable;
using System.Text.Json;
using Postern.Embedded.Engine.Projects;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary>Reads settings as a history entry keeps them: JSON with secrets encrypted. Pure.</summary>
public static class HistoryConfig
{
    public static ConfigNode Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when IsSecret(json, out var ciphertext) => new ConfigSecret(ciphertext),
        JsonValueKind.Object => new ConfigObject(
            [.. json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Read(member.Value)))]),
        JsonValueKind.Array => new ConfigList([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.True => new ConfigScalar("true", ConfigKind.Bool),
        JsonValueKind.False => new ConfigScalar("false", ConfigKind.Bool),
        JsonValueKind.Null => new ConfigScalar("null", ConfigKind.Null),
        JsonValueKind.Number => new ConfigScalar(
            json.GetRawText(), json.TryGetInt64(out _) ? ConfigKind.Integer : ConfigKind.Float),
        _ => new ConfigScalar(json.GetString() ?? "", ConfigKind.Text),
    };

    private static bool IsSecret(JsonElement json, out string ciphertext)
    {
        var members = json.EnumerateObject().ToImmutableArray();
        var isSecret = members is [{ Name: "secure", Value.ValueKind: JsonValueKind.String }];
        ciphertext = isSecret ? members[0].Value.GetString()! : "";
        return isSecret;
    }
}
