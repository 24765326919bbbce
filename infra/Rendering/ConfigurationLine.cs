using System.Text.RegularExpressions;

namespace Postern.Infra.Rendering;

/// <summary>
/// Writes a value as postgresql.conf wants it: plain words and numbers bare, everything else quoted. Source:
/// guc-file.l of PostgreSQL.
/// </summary>
public static partial class ConfigurationLine
{
    public static string Quote(string value) =>
        Bare().IsMatch(value) ? value
            : $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^([a-zA-Z_][a-zA-Z0-9_]*|[+-]?[0-9]+(\\.[0-9]+)?([kMGT]?B|us|ms|s|min|h|d)?)$")]
    private static partial Regex Bare();
}
