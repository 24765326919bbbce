using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Postern.Embedded.Engine.Projects;

/// <summary>
/// A Pulumi.&lt;stack&gt;.yaml, edited line by line: what is not set keeps its place, its comments and its style. New
/// keys go to the end of <c>config:</c>, as the CLI does it. Immutable.
/// </summary>
public sealed class StackFile
{
    private readonly ImmutableArray<string> _lines;
    private readonly YamlMappingNode? _root;

    private StackFile(string text)
    {
        var lines = text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
        _lines = [.. lines];
        _root = Load(text);
        Salt = Scalar("encryptionsalt");
        if (Scalar("secretsprovider") is { Length: > 0 } provider && provider != "passphrase")
            throw new ProjectFailure(
                $"the stack file names the secrets provider '{provider}'; this engine knows the passphrase provider " +
                $"only");
        Config = ReadConfig();
    }

    public static StackFile Empty { get; } = new("");

    public string? Salt { get; }

    /// <summary>Keys as "namespace:name" where the file says so, in the file's order.</summary>
    public ImmutableArray<KeyValuePair<string, ConfigNode>> Config { get; }

    public string Text => _lines.Length == 0 ? "" : string.Join('\n', _lines) + "\n";

    /// <summary>Reads a file's text; raises <see cref="ProjectFailure"/> for what is not a stack file.</summary>
    public static StackFile Parse(string text) => new(text);

    public StackFile WithSalt(string salt)
    {
        var line = $"encryptionsalt: {salt}";
        if (RootEntry("encryptionsalt") is { } entry)
            return new StackFile(Join(_lines.SetItem(LineOf(entry.Key), line)));
        return new StackFile(Join(_lines.Insert(0, line)));
    }

    public StackFile With(string key, ConfigNode value)
    {
        var config = ConfigMapping();
        if (config is { Style: MappingStyle.Flow } && config.Children.Count > 0) return Rewritten().With(key, value);
        var indent = config is { Children.Count: > 0 } ? (int)config.Children.First().Key.Start.Column - 1 : 2;
        var text = new StringBuilder();
        ConfigYaml.Write(text, key, value, indent);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        if (config is null or { Children.Count: 0 })
        {
            var start = RootEntry("config") is { } empty ? _lines.RemoveAt(LineOf(empty.Key)) : _lines;
            return new StackFile(Join(start.Add("config:").AddRange(lines)));
        }
        var (first, end) = RangeOf(config, key) ?? (EndOf(config), EndOf(config));
        return new StackFile(Join(_lines.RemoveRange(first, end - first).InsertRange(first, lines)));
    }

    public StackFile Without(string key)
    {
        if (ConfigMapping() is not { } config || RangeOf(config, key) is not { } range) return this;
        if (config.Style == MappingStyle.Flow) return Rewritten().Without(key);
        var lines = _lines.RemoveRange(range.First, range.End - range.First);
        if (config.Children.Count == 1) lines = lines.RemoveAt(LineOf(RootEntry("config")!.Value.Key));
        return new StackFile(Join(lines));
    }

    /// <summary>The same settings, with <c>config</c> in block style.</summary>
    private StackFile Rewritten()
    {
        var entry = RootEntry("config")!.Value;
        var (first, end) = (LineOf(entry.Key), (int)entry.Value.End.Line);
        var text = new StringBuilder("config:\n");
        foreach (var (key, value) in Config) ConfigYaml.Write(text, key, value, 2);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        return new StackFile(Join(_lines.RemoveRange(first, end - first).InsertRange(first, lines)));
    }

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static int LineOf(YamlNode node) => (int)node.Start.Line - 1;

    private (int First, int End)? RangeOf(YamlMappingNode config, string key)
    {
        var keys = config.Children.Keys.Cast<YamlScalarNode>().ToArray();
        var index = Array.FindIndex(keys, candidate => candidate.Value == key);
        if (index < 0) return null;
        var first = LineOf(keys[index]);
        var end = index + 1 < keys.Length ? LineOf(keys[index + 1]) : EndOf(config);
        return (first, WithoutTrailingComments(first, end));
    }

    /// <summary>The line behind the last value of <c>config</c>.</summary>
    private int EndOf(YamlMappingNode config)
    {
        var last = LineOf(config.Children.Keys.Last());
        var following = _root!.Children.Keys.Select(LineOf).Where(line => line > last).DefaultIfEmpty(_lines.Length)
            .Min();
        return WithoutTrailingComments(last, following);
    }

    private int WithoutTrailingComments(int first, int end)
    {
        while (end > first + 1 && _lines[end - 1].TrimStart() is "" or ['#', ..]) end--;
        return end;
    }

    private ImmutableArray<KeyValuePair<string, ConfigNode>> ReadConfig() => ConfigMapping() is { } config
        ? [.. config.Children.Select(
            entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, ConfigYaml.Read(entry.Value)))]
        : [];

    private YamlMappingNode? ConfigMapping() => RootEntry("config")?.Value as YamlMappingNode;

    private string? Scalar(string name) => (RootEntry(name)?.Value as YamlScalarNode)?.Value;

    private KeyValuePair<YamlNode, YamlNode>? RootEntry(string name)
    {
        if (_root is null) return null;
        foreach (var entry in _root.Children)
        {
            if (entry.Key is YamlScalarNode { Value: { } key } && key == name) return entry;
        }
        return null;
    }

    private static YamlMappingNode? Load(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0) return null;
            return stream.Documents[0].RootNode switch
            {
                YamlMappingNode map => map,
                YamlScalarNode { Value: null or "" } => null,
                _ => throw new ProjectFailure("getting stack configuration: invalid YAML file: expected a mapping"),
            };
        }
        catch (YamlException failure)
        {
            throw new ProjectFailure(
                $"getting stack configuration: invalid YAML file: yaml: line {failure.Start.Line}: " +
                    $"{failure.InnerException?.Message ?? failure.Message}");
        }
    }
}
