using System.Text.RegularExpressions;

namespace Postern.Infra.Settings;

/// <summary>
/// The keys of namespace "postern" in a stack file. Pulumi's Config answers only for names that it is asked for, so a
/// misspelt key would go unnoticed; both engines read their stack files in this form, so the file itself is asked.
/// </summary>
public static partial class StackFileKeys
{
    /// <summary>The names after "postern:", or none when there is no such file (configuration given in another
    /// way).</summary>
    public static IReadOnlyList<string> In(string path) =>
        File.Exists(path) ? Of(File.ReadAllText(path)) : [];

    public static IReadOnlyList<string> Of(string yaml) =>
        [.. Key().Matches(yaml).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>A plain setting of another stack's file, or null where it has none.</summary>
    public static string? Value(string path, string name) =>
        File.Exists(path)
            ? Line().Matches(File.ReadAllText(path)).FirstOrDefault(match => match.Groups["name"].Value == name)
                ?.Groups["value"].Value
            : null;

    [GeneratedRegex(
        """^[ ]+["']?postern:(?:config:)?(?<name>\w+)["']?: *["']?(?<value>[\w.-]+)["']?\s*(?:#.*)?$""",
        RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("""^[ ]+["']?postern:(?:config:)?(?<name>[^"':\s]+)["']?:""", RegexOptions.Multiline)]
    private static partial Regex Key();
}
