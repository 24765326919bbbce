using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Postern.Embedded.Engine.Values;

/// <summary>
/// A place in a property tree, in Pulumi's text form: <c>root.name[0]["odd.name"]</c>, where <c>*</c> matches anything.
/// Source: pulumi/pulumi sdk/go/common/resource/property_path.go.
/// </summary>
public sealed record PropertyPath(ImmutableArray<PropertyPathPart> Parts)
{
    public static PropertyPath Root { get; } = new([]);

    public PropertyPath Append(string name) => new(Parts.Add(new PropertyPathPart(name, null)));

    public PropertyPath Append(int index) => new(Parts.Add(new PropertyPathPart(null, index)));

    public bool Equals(PropertyPath? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);

    /// <summary>Whether this pattern names <paramref name="path"/> or something above it.</summary>
    public bool Contains(PropertyPath path)
    {
        if (path.Parts.Length < Parts.Length) return false;
        for (var i = 0; i < Parts.Length; i++)
        {
            if (Parts[i].Name != "*" && Parts[i] != path.Parts[i]) return false;
        }
        return true;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            if (part.Index is { } index)
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (part.Name.AsSpan().ContainsAny(".[]\""))
                text.Append("[\"").Append(part.Name!.Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"]");
            else
                text.Append(text.Length > 0 ? "." : "").Append(part.Name);
        }
        return text.ToString();
    }

    /// <summary>Reads the text form; raises <see cref="FormatException"/> with what is wrong.</summary>
    public static PropertyPath Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<PropertyPathPart>();
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            if (rest[0] == '[')
            {
                rest = ParseBracket(rest, text, parts);
                continue;
            }
            if (rest[0] == '.')
            {
                rest = rest[1..];
                if (rest.Length == 0 || rest[0] is '.')
                    throw new FormatException($"expected a name after '.' in path '{text}'");
                if (rest[0] == '[') continue;
            }
            var end = rest.IndexOfAny('.', '[');
            if (end < 0) end = rest.Length;
            parts.Add(new PropertyPathPart(rest[..end].ToString(), null));
            rest = rest[end..];
        }
        return new PropertyPath(parts.ToImmutable());
    }

    private static ReadOnlySpan<char> ParseBracket(
        ReadOnlySpan<char> rest, string text, ImmutableArray<PropertyPathPart>.Builder parts)
    {
        if (rest.Length > 1 && rest[1] == '"')
        {
            var name = new StringBuilder();
            for (var i = 2; i < rest.Length; i++)
            {
                if (rest[i] == '\\' && i + 1 < rest.Length && rest[i + 1] == '"')
                {
                    name.Append('"');
                    i++;
                }
                else if (rest[i] == '"')
                {
                    if (i + 1 >= rest.Length || rest[i + 1] != ']') break;
                    parts.Add(new PropertyPathPart(name.ToString(), null));
                    return rest[(i + 2)..];
                }
                else name.Append(rest[i]);
            }
            throw new FormatException($"missing closing quote in path '{text}'");
        }
        var close = rest.IndexOf(']');
        if (close < 0) throw new FormatException($"missing closing bracket in path '{text}'");
        var inner = rest[1..close];
        if (inner.SequenceEqual("*"))
            parts.Add(new PropertyPathPart("*", null));
        else if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            parts.Add(new PropertyPathPart(null, index));
        else
            throw new FormatException($"invalid list index '{inner}' in path '{text}'");
        return rest[(close + 1)..];
    }
}

/// <summary>One step of a path: a name in an object or an index into a list.</summary>
public sealed record PropertyPathPart(string? Name, int? Index);
