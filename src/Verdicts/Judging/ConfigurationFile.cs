namespace Postern.Verdicts.Judging;

/// <summary>
/// The assignments of a postgresql.conf: "name = value" or "name value", quotes and comments; the last one counts.
/// </summary>
internal static class ConfigurationFile
{
    public static Dictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var raw in text.Split('\n'))
        {
            var line = WithoutComment(raw).Trim();
            var end = line.AsSpan().IndexOfAny(" \t=");
            if (end <= 0) continue;
            var value = line[end..].TrimStart();
            if (value.StartsWith('=')) value = value[1..].TrimStart();
            values[line[..end]] = Unquote(value);
        }
        return values;
    }

    private static string WithoutComment(string line)
    {
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\'') isQuoted = !isQuoted;
            else if (line[i] == '#' && !isQuoted) return line[..i];
        }
        return line;
    }

    private static string Unquote(string value) => value is ['\'', .., '\'']
        ? value[1..^1].Replace("''", "'", StringComparison.Ordinal)
        : value;
}
