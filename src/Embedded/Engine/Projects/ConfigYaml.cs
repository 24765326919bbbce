using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Postern.Embedded.Engine.Projects;

/// <summary>Between configuration values and YAML, in the form that Go's yaml.v3 writes.</summary>
public static class ConfigYaml
{
    private static readonly HashSet<string> OldBools = new(StringComparer.Ordinal)
    {
        "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
    };

    public static ConfigNode Read(YamlNode node) => node switch
    {
        YamlScalarNode scalar => new ConfigScalar(
            scalar.Value ?? "", scalar.Style is ScalarStyle.Plain ? KindOf(scalar.Value ?? "") : ConfigKind.Text),
        YamlSequenceNode list => new ConfigList([.. list.Children.Select(Read)]),
        YamlMappingNode map when SecretOf(map) is { } ciphertext => new ConfigSecret(ciphertext),
        YamlMappingNode map => new ConfigObject(
            [.. map.Children.Select(
                entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value ?? "", Read(entry.Value)))]),
        _ => throw new ProjectFailure("a configuration value is neither a scalar nor a list nor a mapping"),
    };

    /// <summary>Lines of "key: value" at <paramref name="indent"/> spaces, each with its line feed.</summary>
    public static void Write(StringBuilder text, string key, ConfigNode value, int indent)
    {
        text.Append(' ', indent).Append(Scalar(key, ConfigKind.Text, indent)).Append(':');
        WriteValue(text, value, indent);
    }

    /// <summary>What a plain scalar means to YAML.</summary>
    public static ConfigKind KindOf(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL") return ConfigKind.Null;
        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE") return ConfigKind.Bool;
        if (IsInteger(text)) return ConfigKind.Integer;
        if (text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN")
            return ConfigKind.Float;
        var numeric = text.Any(char.IsAsciiDigit)
            && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E');
        return numeric && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? ConfigKind.Float
            : ConfigKind.Text;
    }

    private static bool IsInteger(string text)
    {
        var digits = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        if (digits.Length == 0 || text.Length - text.TrimStart('+', '-').Length > 1) return false;
        return digits switch
        {
            ['0', 'x' or 'X', .. var hex] => hex.Length > 0 && hex.All(char.IsAsciiHexDigit),
            ['0', 'o' or 'O', .. var octal] => octal.Length > 0 && octal.All(c => c is >= '0' and <= '7'),
            ['0', 'b' or 'B', .. var binary] => binary.Length > 0 && binary.All(c => c is '0' or '1'),
            _ => digits.All(char.IsAsciiDigit),
        };
    }

    private static void WriteValue(StringBuilder text, ConfigNode value, int indent)
    {
        switch (value)
        {
            case ConfigScalar scalar:
                text.Append(' ').Append(Scalar(scalar.Text, scalar.Kind, indent)).Append('\n');
                break;
            case ConfigSecret secret:
                text.Append('\n');
                Write(text, "secure", new ConfigScalar(secret.Ciphertext, ConfigKind.Text), indent + 2);
                break;
            case ConfigList { Items.Length: 0 }:
                text.Append(" []\n");
                break;
            case ConfigObject { Members.Length: 0 }:
                text.Append(" {}\n");
                break;
            case ConfigList list:
                text.Append('\n');
                foreach (var item in list.Items) WriteItem(text, item, indent + 2);
                break;
            case ConfigObject map:
                text.Append('\n');
                foreach (var (key, member) in map.Members) Write(text, key, member, indent + 2);
                break;
        }
    }

    private static void WriteItem(StringBuilder text, ConfigNode item, int indent)
    {
        text.Append(' ', indent).Append('-');
        if (item is ConfigScalar or ConfigList { Items.Length: 0 } or ConfigObject { Members.Length: 0 })
        {
            WriteValue(text, item, indent);
            return;
        }
        // The first line of a nested value stands right behind the dash.
        var nested = new StringBuilder();
        WriteValue(nested, item, indent);
        var lines = nested.ToString()[1..];
        text.Append(' ').Append(lines.AsSpan(indent + 2));
    }

    private static string Scalar(string value, ConfigKind kind, int indent)
    {
        if (kind is not ConfigKind.Text) return value;
        if (KindOf(value) != ConfigKind.Text || OldBools.Contains(value) || LooksLikeDate(value))
            return DoubleQuoted(value);
        if (value.Contains('\n') && !value.Any(c => char.IsControl(c) && c is not '\n' and not '\t')
            && value.Trim('\n', ' ').Length > 0)
            return Literal(value, indent + 2);
        if (value.Any(char.IsControl)) return DoubleQuoted(value);
        return IsPlain(value) ? value : SingleQuoted(value);
    }

    private static bool LooksLikeDate(string value) =>
        value.Length >= 8 && char.IsAsciiDigit(value[0]) && value.Count(c => c == '-') >= 2
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool IsPlain(string value)
    {
        if (value[0] == ' ' || value[^1] is ' ' or ':') return false;
        if (value is "---" or "..." || value.StartsWith("--- ", StringComparison.Ordinal)) return false;
        if ("#,[]{}&*!|>'\"%@`".Contains(value[0])) return false;
        if ("-?:".Contains(value[0]) && (value.Length == 1 || value[1] == ' ')) return false;
        return !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal);
    }

    private static string SingleQuoted(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string DoubleQuoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(c) => "\\x" + ((int)c).ToString("X2", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }
        return text.Append('"').ToString();
    }

    private static string Literal(string value, int indent)
    {
        var body = value.TrimEnd('\n');
        var trailing = value.Length - body.Length;
        var chomping = trailing switch { 0 => "-", 1 => "", _ => "+" };
        var hint = body.StartsWith(' ') ? "2" : "";
        var lines = body.Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', indent) + line);
        return $"|{hint}{chomping}\n" + string.Join('\n', lines) + new string('\n', Math.Max(0, trailing - 1));
    }

    private static string? SecretOf(YamlMappingNode map) =>
        map.Children.Count == 1
            && map.Children.First() is { Key: YamlScalarNode { Value: "secure" }, Value: YamlScalarNode secret }
            ? secret.Value
            : null;
}
