using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary>Reads and changes values inside structures. Pure.</summary>
public static class ConfigEdits
{
    public static ConfigNode? Get(ConfigNode? node, ReadOnlySpan<PropertyPathPart> path)
    {
        if (node is null || path.IsEmpty) return node;
        return (node, path[0]) switch
        {
            (ConfigObject map, { Name: { } name }) => Get(map.Find(name), path[1..]),
            (ConfigList list, { Index: { } i }) when i < list.Items.Length => Get(list.Items[i], path[1..]),
            _ => null,
        };
    }

    /// <summary>
    /// The structure with the value in its place; missing objects and lists are made, an index may append by one. A
    /// single value at the top gives way to a structure, as with the Pulumi CLI; one further below does not.
    /// </summary>
    public static ConfigNode Set(ConfigNode? node, ReadOnlySpan<PropertyPathPart> path, ConfigNode value) =>
        Place(node is ConfigObject or ConfigList ? node : null, path, value);

    private static ConfigNode Place(ConfigNode? node, ReadOnlySpan<PropertyPathPart> path, ConfigNode value)
    {
        if (path.IsEmpty) return value;
        if (path[0].Name is { } name)
        {
            if (node is not (null or ConfigObject)) throw new UsageFailure($"an object was expected at '{name}'");
            var map = node as ConfigObject ?? new ConfigObject([]);
            if (name == "secure" && map.Members.All(member => member.Key == "secure") && path.Length == 1
                && value is ConfigScalar)
                throw new UsageFailure("\"secure\" key in maps of length 1 are reserved");
            return map.With(name, Place(map.Find(name), path[1..], value));
        }
        if (node is not (null or ConfigList)) throw new UsageFailure($"a list was expected at '[{path[0].Index}]'");
        var items = (node as ConfigList)?.Items ?? [];
        var index = path[0].Index!.Value;
        if (index > items.Length) throw new UsageFailure("array index out of range");
        var item = Place(index < items.Length ? items[index] : null, path[1..], value);
        return new ConfigList(index < items.Length ? items.SetItem(index, item) : items.Add(item));
    }

    /// <summary>The structure without the place, or null when nothing is left of the path's top.</summary>
    public static ConfigNode? Remove(ConfigNode? node, ReadOnlySpan<PropertyPathPart> path)
    {
        if (path.IsEmpty) return null;
        switch (node, path[0])
        {
            case (ConfigObject map, { Name: { } name }) when map.Find(name) is { } member:
                return Remove(member, path[1..]) is { } left ? map.With(name, left) : map.Without(name);
            case (ConfigList list, { Index: { } i }) when i < list.Items.Length:
                return Remove(list.Items[i], path[1..]) is { } kept
                    ? new ConfigList(list.Items.SetItem(i, kept))
                    : new ConfigList(list.Items.RemoveAt(i));
            default:
                return node;
        }
    }

    /// <summary>
    /// A new value as the CLI stores it: text at the top; below it integers and truth values are typed unless
    /// <c>--type</c> says otherwise.
    /// </summary>
    public static ConfigScalar Typed(string text, bool isBelow, string? type)
    {
        var kind = type switch
        {
            null when isBelow && IsTyped(text) => text is "true" or "false" ? ConfigKind.Bool : ConfigKind.Integer,
            null or "string" => ConfigKind.Text,
            "bool" when text is "true" or "false" => ConfigKind.Bool,
            "int" when ConfigYaml.KindOf(text) == ConfigKind.Integer => ConfigKind.Integer,
            "float" when ConfigYaml.KindOf(text) is ConfigKind.Float or ConfigKind.Integer => ConfigKind.Float,
            "bool" or "int" or "float" => throw new UsageFailure($"invalid value '{text}' for type '{type}'"),
            _ => throw new UsageFailure($"invalid type '{type}': must be one of string, bool, int, float"),
        };
        return new ConfigScalar(text, kind);
    }

    private static bool IsTyped(string text)
    {
        if (text is "true" or "false" or "0") return true;
        var digits = text.StartsWith('-') ? text[1..] : text;
        return digits.Length is > 0 and < 19 && digits.All(char.IsAsciiDigit) && digits[0] != '0';
    }
}
