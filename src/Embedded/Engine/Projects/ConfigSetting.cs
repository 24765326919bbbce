using YamlDotNet.RepresentationModel;

namespace Postern.Embedded.Engine.Projects;

/// <summary>One entry of Pulumi.yaml's <c>config:</c>: a type that is enforced, and the value of stacks that do not set
/// it.</summary>
/// <param name="Type">string, integer, boolean or array; null when it is not said.</param>
public sealed record ConfigSetting(string Name, string? Type, ConfigNode? Default)
{
    public static ConfigSetting Read(string name, YamlNode node)
    {
        if (ConfigYaml.Read(node) is not ConfigObject map) return new ConfigSetting(name, null, ConfigYaml.Read(node));
        var type = (map.Find("type") as ConfigScalar)?.Text;
        var value = map.Find("value") ?? map.Find("default");
        return type is null && value is null
            && map.Members.All(member => member.Key != "secret" && member.Key != "description")
            ? new ConfigSetting(name, null, map)
            : new ConfigSetting(name, type, value);
    }

    /// <summary>Whether a value is of the type.</summary>
    public bool Accepts(ConfigNode value) => (Type, value) switch
    {
        (null, _) or (_, ConfigSecret) => true,
        ("integer", ConfigScalar scalar) => ConfigYaml.KindOf(scalar.Text) == ConfigKind.Integer,
        ("boolean", ConfigScalar scalar) => scalar.Text is "true" or "false",
        ("string", ConfigScalar) => true,
        ("array", ConfigList) => true,
        ("object", ConfigObject) => true,
        _ => false,
    };

    /// <summary>Raises <see cref="ProjectFailure"/> when the stack's settings do not fit the project's
    /// schema.</summary>
    public static void Validate(
        string stack, IReadOnlyDictionary<string, ConfigSetting> schema, IReadOnlyDictionary<string, ConfigNode> config)
    {
        var missing = schema.Where(entry => entry.Value.Default is null && !config.ContainsKey(entry.Key))
            .Select(entry => $"'{entry.Value.Name}'").ToArray();
        if (missing.Length > 0)
        {
            var list = missing.Length == 1 ? missing[0] : string.Join(", ", missing[..^1]) + " and " + missing[^1];
            throw new ProjectFailure(
                $"validating stack config: Stack '{stack}' is missing configuration " +
                    $"value{(missing.Length > 1 ? "s" : "")} {list}");
        }
        foreach (var (key, setting) in schema)
        {
            if (config.TryGetValue(key, out var value) && !setting.Accepts(value))
            {
                throw new ProjectFailure(
                    $"validating stack config: Stack '{stack}' with configuration key '{setting.Name}' must be of " +
                        $"type '{setting.Type}'");
            }
        }
    }
}
