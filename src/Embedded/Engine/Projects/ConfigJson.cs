using System.Globalization;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Projects;

/// <summary>Configuration values as JSON: for the program, for <c>config --json</c> and for the history.</summary>
public static class ConfigJson
{
    /// <summary>
    /// What a program and <c>config get</c> receive: a scalar's text, or the JSON of an object or list.
    /// <paramref name="reveal"/> answers a secret's text.
    /// </summary>
    public static string ValueText(ConfigNode value, Func<ConfigSecret, string> reveal)
    {
        if (value is ConfigScalar scalar) return scalar.Text;
        if (value is ConfigSecret secret) return reveal(secret);
        var json = new JsonText();
        Write(json, value, (text, nested) => text.String(reveal(nested)));
        return json.ToString();
    }

    /// <summary>Writes typed JSON with sorted members, as Go's maps have them.</summary>
    public static void Write(JsonText json, ConfigNode value, Action<JsonText, ConfigSecret> writeSecret)
    {
        switch (value)
        {
            case ConfigSecret secret:
                writeSecret(json, secret);
                break;
            case ConfigList list:
                json.BeginArray();
                foreach (var item in list.Items) Write(json, item, writeSecret);
                json.EndArray();
                break;
            case ConfigObject map:
                json.BeginObject();
                foreach (var (name, member) in map.Members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    json.Name(name);
                    Write(json, member, writeSecret);
                }
                json.EndObject();
                break;
            case ConfigScalar { Kind: ConfigKind.Bool } flag: json.Bool(flag.Text is "true" or "True" or "TRUE"); break;
            case ConfigScalar { Kind: ConfigKind.Null }: json.Null(); break;
            case ConfigScalar { Kind: ConfigKind.Integer or ConfigKind.Float } number when Parse(
                number.Text) is { } parsed:
                json.Number(parsed);
                break;
            case ConfigScalar text: json.String(text.Text); break;
        }
    }

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) ? value : null;
}
