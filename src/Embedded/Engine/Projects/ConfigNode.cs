using System.Collections.Immutable;

namespace Postern.Embedded.Engine.Projects;

/// <summary>A configuration value as a stack file holds it: secrets stay encrypted.</summary>
public abstract record ConfigNode
{
    public bool HasSecret => this switch
    {
        ConfigSecret => true,
        ConfigList list => list.Items.Any(item => item.HasSecret),
        ConfigObject map => map.Members.Any(member => member.Value.HasSecret),
        _ => false,
    };
}

/// <summary>What a YAML scalar means.</summary>
public enum ConfigKind
{
    Text,
    Integer,
    Float,
    Bool,
    Null,
}

/// <summary>A plain value: its text, and what YAML takes it for.</summary>
public sealed record ConfigScalar(string Text, ConfigKind Kind) : ConfigNode;

/// <summary><c>{ secure: ciphertext }</c>.</summary>
public sealed record ConfigSecret(string Ciphertext) : ConfigNode;

/// <summary>A list.</summary>
public sealed record ConfigList(ImmutableArray<ConfigNode> Items) : ConfigNode;

/// <summary>An object; members keep their order.</summary>
public sealed record ConfigObject(ImmutableArray<KeyValuePair<string, ConfigNode>> Members) : ConfigNode
{
    public ConfigNode? Find(string name) => Members.FirstOrDefault(member => member.Key == name).Value;

    public ConfigObject With(string name, ConfigNode value)
    {
        var entry = KeyValuePair.Create(name, value);
        var index = Members.ToList().FindIndex(member => member.Key == name);
        return new ConfigObject(index < 0 ? Members.Add(entry) : Members.SetItem(index, entry));
    }

    public ConfigObject Without(string name) => new(Members.RemoveAll(member => member.Key == name));
}
