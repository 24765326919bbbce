using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Postern.Embedded.Engine.Projects;

/// <summary>What this engine uses of a Pulumi.yaml.</summary>
/// <param name="Folder">Where the file lies.</param>
/// <param name="Main">The program's folder, relative to the file; null for the file's own.</param>
/// <param name="RefreshAlways"><c>options: { refresh: always }</c>.</param>
/// <param name="Schema">The <c>config:</c> block, by key with its namespace.</param>
public sealed record ProjectFile(
    string Folder, string Name, string? Main, bool RefreshAlways, string? StackConfigFolder,
    IReadOnlyDictionary<string, ConfigSetting> Schema)
{
    /// <summary>Finds Pulumi.yaml in <paramref name="start"/> or above; raises <see cref="ProjectFailure"/> when there
    /// is none.</summary>
    public static ProjectFile Find(string start)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(start)); folder is not null; folder = folder.Parent)
        {
            foreach (var name in new[] { "Pulumi.yaml", "Pulumi.yml" })
            {
                var path = Path.Combine(folder.FullName, name);
                if (File.Exists(path)) return Parse(folder.FullName, File.ReadAllText(path));
            }
        }
        throw new ProjectFailure(
            $"no Pulumi.yaml project file found (searching upwards from {Path.GetFullPath(start)}). If you have not " +
                $"created a project yet, " +
            "use `pulumi new` to do so");
    }

    public static ProjectFile Parse(string folder, string text)
    {
        var root = Load(text);
        var name = Scalar(root, "name");
        if (string.IsNullOrEmpty(name))
            throw new ProjectFailure("could not load current project: project is missing a 'name' attribute");
        var options = Child(root, "options") as YamlMappingNode;
        return new ProjectFile(
            folder, name, Scalar(root, "main"), options is not null && Scalar(options, "refresh") == "always",
            Scalar(root, "stackConfigDir"), ReadSchema(root, name));
    }

    /// <summary>The program's folder, where it runs and its relative paths count from.</summary>
    public string ProgramFolder => Path.GetFullPath(Path.Combine(Folder, Main ?? "."));

    public string StackFilePath(string stack) =>
        Path.GetFullPath(Path.Combine(Folder, StackConfigFolder ?? ".", $"Pulumi.{stack}.yaml"));

    /// <summary>A key with the project's namespace where it has none; "ns:config:name" is an old form of
    /// "ns:name".</summary>
    public string QualifiedKey(string key)
    {
        var parts = key.Split(':');
        return parts switch
        {
            [_] => $"{Name}:{key}",
            [var ns, "config", var name] => $"{ns}:{name}",
            [_, _] => key,
            _ => throw new ProjectFailure($"invalid configuration key: could not parse {key} as a configuration key"),
        };
    }

    private static Dictionary<string, ConfigSetting> ReadSchema(YamlMappingNode root, string project)
    {
        var schema = new Dictionary<string, ConfigSetting>(StringComparer.Ordinal);
        if (Child(root, "config") is not YamlMappingNode config) return schema;
        foreach (var (key, value) in config.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            var qualified = name.Contains(':') ? name : $"{project}:{name}";
            schema[qualified] = ConfigSetting.Read(name, value);
        }
        return schema;
    }

    private static YamlMappingNode Load(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode map
                ? map
                : throw new ProjectFailure("could not load current project: Pulumi.yaml is empty");
        }
        catch (YamlException failure)
        {
            throw new ProjectFailure(
                $"could not load current project: invalid YAML file: yaml: line {failure.Start.Line}: " +
                    $"{failure.Message}");
        }
    }

    private static YamlNode? Child(YamlMappingNode map, string name) =>
        map.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode { Value: { } key } && key == name).Value;

    private static string? Scalar(YamlMappingNode map, string name) => (Child(map, name) as YamlScalarNode)?.Value;
}
