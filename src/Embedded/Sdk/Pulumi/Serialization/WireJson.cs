using System.Globalization;
using System.Text;
using Postern.Embedded.Contracts.Values;

namespace Pulumi.Serialization;

/// <summary>
/// JSON text as protobuf's JsonFormatter writes a Value: it is stored in the state, so its spacing and escapes are part
/// of the format.
/// </summary>
internal static class WireJson
{
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";

    public static string Text(PropertyValue value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, PropertyValue value)
    {
        switch (value)
        {
            case PropertyNull: text.Append("null"); break;
            case PropertyBool flag: text.Append(flag.Value ? "true" : "false"); break;
            case PropertyNumber number: text.Append(number.Value.ToString("R", CultureInfo.InvariantCulture)); break;
            case PropertyString content: Quote(text, content.Value); break;
            case PropertyUnknown: Quote(text, Unknown); break;
            case PropertyList list: Write(text, list.Items.AsSpan()); break;
            case PropertyMap map: Write(text, map); break;
            case PropertySecret secret:
                Write(text, PropertyMap.Empty
                    .With(SignatureKey, new PropertyString(SecretSignature)).With("value", secret.Element));
                break;
            case PropertyAsset { Text: { } content }:
                Write(text, PropertyMap.Empty
                    .With(SignatureKey, new PropertyString(AssetSignature)).With("text", new PropertyString(content)));
                break;
            default: throw new InvalidOperationException($"{value.GetType().Name} has no JSON form");
        }
    }

    private static void Write(StringBuilder text, ReadOnlySpan<PropertyValue> items)
    {
        text.Append('[');
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? " " : ", ");
            Write(text, items[i]);
        }
        text.Append(" ]");
    }

    private static void Write(StringBuilder text, PropertyMap map)
    {
        text.Append('{');
        var separator = " ";
        foreach (var (key, value) in map)
        {
            text.Append(separator);
            Quote(text, key);
            text.Append(": ");
            Write(text, value);
            separator = ", ";
        }
        text.Append(" }");
    }

    private static void Quote(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var c in content)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                _ when IsEscaped(c) => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }

    // Control and formatting characters, and what browsers might take for markup.
    private static bool IsEscaped(char c) => c is < ' ' or '<' or '>' or (>= '\u007f' and < '\u00a0') or '\u00ad'
        or (>= '\u0600' and <= '\u0603') or '\u06dd' or '\u070f' or '\u17b4' or '\u17b5'
        or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u2064')
        or (>= '\u206a' and <= '\u206f') or '\ufeff' or (>= '\ufff9' and <= '\ufffb');
}
