using System.Collections.Immutable;
using System.Globalization;

namespace Postern.Embedded.Contracts.Schemas;

/// <summary>Property paths in Pulumi's text form: <c>ports[0].external</c>, <c>tmpfs["/run/secrets.d"]</c>.</summary>
public static class PropertyPath
{
    public static string Member(string path, string name)
    {
        if (path.Length == 0) return name;
        return IsPlain(name)
            ? $"{path}.{name}"
            : $"{path}[\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
    }

    public static string Element(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Whether <paramref name="path"/> is one of <paramref name="ignored"/> or lies below one.</summary>
    public static bool IsIgnored(string path, ImmutableArray<string> ignored) => ignored.Any(
        prefix => path.StartsWith(prefix, StringComparison.Ordinal)
            && (path.Length == prefix.Length || path[prefix.Length] is '.' or '['));

    private static bool IsPlain(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$');
}
