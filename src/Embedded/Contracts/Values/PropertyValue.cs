using System.Collections.Immutable;

namespace Postern.Embedded.Contracts.Values;

/// <summary>
/// A node of a property tree, as the program, the engine, the providers and the state exchange it. Numbers are IEEE
/// doubles, as they are on Pulumi's wire. Source: pulumi/pulumi sdk/go/common/resource/properties.go.
/// </summary>
public abstract record PropertyValue
{
    /// <summary>The value itself, or the value below a secret (secrets nest at most once).</summary>
    public PropertyValue Plain => this is PropertySecret secret ? secret.Element.Plain : this;

    /// <summary>For messages of tests and debuggers; a secret is never part of it.</summary>
    public sealed override string ToString() => this switch
    {
        PropertyBool flag => flag.Value ? "true" : "false",
        PropertyNumber number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        PropertyString text => $"\"{text.Value}\"",
        PropertyUnknown => "[unknown]",
        PropertySecret => "[secret]",
        PropertyList list => $"[{string.Join(", ", list.Items)}]",
        PropertyMap map => $"{{{string.Join(", ", map.Select(entry => $"{entry.Key}: {entry.Value}"))}}}",
        PropertyResourceReference reference => reference.Urn,
        PropertyNull => "null",
        _ => GetType().Name,
    };
}

/// <summary>JSON null.</summary>
public sealed record PropertyNull : PropertyValue
{
    public static readonly PropertyNull Instance = new();
}

/// <summary>A truth value.</summary>
public sealed record PropertyBool(bool Value) : PropertyValue;

/// <summary>A number; integers beyond 2^53 lose digits, as with Pulumi.</summary>
public sealed record PropertyNumber(double Value) : PropertyValue;

/// <summary>A text.</summary>
public sealed record PropertyString(string Value) : PropertyValue;

/// <summary>A value that a preview cannot know yet.</summary>
public sealed record PropertyUnknown : PropertyValue
{
    public static readonly PropertyUnknown Instance = new();
}

/// <summary>A value that is never printed and is encrypted in the state.</summary>
public sealed record PropertySecret(PropertyValue Element) : PropertyValue;

/// <summary>A reference to another resource: its URN, and its id when it has one (null or unknown in a
/// preview).</summary>
public sealed record PropertyResourceReference(string Urn, PropertyValue? Id) : PropertyValue;

/// <summary>A file asset or a text asset; exactly one of the members is set.</summary>
public sealed record PropertyAsset(string? Text, string? Path, string? Uri) : PropertyValue
{
    /// <summary>SHA-256 of the content in hex, as the state keeps it; null where nobody has read the content
    /// yet.</summary>
    public string? Hash { get; init; }
}

/// <summary>An archive from a path or URI, or made of named assets; exactly one of the members is set.</summary>
public sealed record PropertyArchive(ImmutableSortedDictionary<string, PropertyValue>? Assets, string? Path,
    string? Uri)
    : PropertyValue
{
    /// <summary>The content's hash as the state keeps it, or null.</summary>
    public string? Hash { get; init; }
}

/// <summary>A list, equal when its elements are.</summary>
public sealed record PropertyList(ImmutableArray<PropertyValue> Items) : PropertyValue
{
    public bool Equals(PropertyList? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items) hash.Add(item);
        return hash.ToHashCode();
    }
}
