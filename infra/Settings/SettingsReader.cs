using System.Globalization;
using System.Text.Json;

namespace Postern.Infra.Settings;

/// <summary>
/// Reads single settings of the namespace "postern" and notes what is wrong with them. A bad value yields the
/// default, so that reading goes on and all problems are found in one go.
/// </summary>
public sealed class SettingsReader(Func<string, string?> read, SettingsProblems problems)
{
    public SettingsProblems Problems { get; } = problems;

    public string? Text(string key) => read(key) is { Length: > 0 } text ? text : null;

    public string Text(string key, string missing) => Text(key) ?? missing;

    public string OneOf(string key, string missing, params string[] allowed)
    {
        var text = Text(key, missing);
        if (allowed.Contains(text, StringComparer.Ordinal)) return text;
        Problems.Add(key, $"'{text}' is not known", $"use one of: {string.Join(", ", allowed)}");
        return missing;
    }

    public int Integer(string key, int missing, int minimum, int maximum)
    {
        if (Text(key) is not { } text) return missing;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum)
        {
            return value;
        }
        Problems.Add(key, $"'{text}' is not a whole number from {minimum} to {maximum}", "correct it");
        return missing;
    }

    /// <summary>A structured setting, or null when it is missing or no JSON object (which is noted).</summary>
    public JsonElement? Object(string key)
    {
        if (Text(key) is not { } text) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Said below, with the key: the parser's own words name a position in a text that the user never wrote.
        }
        Problems.Add(key, "is not a map", $"write it as an indented block below 'postern:{key}:'");
        return null;
    }
}
