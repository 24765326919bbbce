using System.Text.Json;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// S3_REQUEST_ADDITIONAL_HEADERS. WAL-G reads YAML there; of that this takes what people write: a JSON object, or lines
/// <c>NAME: VALUE</c>, each with or without the dash of a list.
/// </summary>
internal static class S3Headers
{
    /// <exception cref="ArchiverException">SettingInvalid, without the values: one may be a secret.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string text)
    {
        var headers = text.TrimStart().StartsWith('{') ? Members(text) : Lines(text);
        return headers.Count > 0 && headers.All(one => IsToken(one.Key) && !one.Value.AsSpan().ContainsAny("\r\n"))
            ? headers
            : throw Invalid();
    }

    private static List<KeyValuePair<string, string>> Members(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateObject().Select(
                member => KeyValuePair.Create(member.Name, member.Value.ToString()))];
        }
        catch (JsonException error)
        {
            throw Invalid(error);
        }
    }

    private static List<KeyValuePair<string, string>> Lines(string text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var raw in text.Replace("\\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("- ", StringComparison.Ordinal)) line = line[2..].TrimStart();
            if (line.Length == 0) continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) throw Invalid();
            headers.Add(KeyValuePair.Create(line[..colon].Trim(), line[(colon + 1)..].Trim().Trim('"', '\'')));
        }
        return headers;
    }

    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static ArchiverException Invalid(Exception? inner = null) => new(
        FailureCode.SettingInvalid, "setting 'S3_REQUEST_ADDITIONAL_HEADERS' is not understood",
        "write one header per line, like X-Project: backups, or a JSON object of texts.", inner);
}
