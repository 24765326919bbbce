using System.Text.Json;

namespace Postern.Infra.Components;

/// <summary>
/// The line with which a one-shot ends: "REPORT " and a JSON object (docs/container.md). <see cref="Error"/> is null
/// when it is good.
/// </summary>
public sealed record Report(string Json, bool Ok, string? Error)
{
    private const string Mark = "REPORT ";

    /// <summary>What a run that never came to a report is said to have reported.</summary>
    public static Report Failed(string error) =>
        new(JsonSerializer.Serialize(new Dictionary<string, object> { ["ok"] = false, ["error"] = error }), false,
            error);

    /// <summary>Reads a line of a log; null when it is no report. A terminal ends its lines with CR LF.</summary>
    public static Report? Parse(string line)
    {
        var text = line.TrimEnd('\r', '\n');
        if (!text.StartsWith(Mark, StringComparison.Ordinal)) return null;
        var json = text[Mark.Length..];
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var ok = root.GetProperty("ok").GetBoolean();
            return new Report(json, ok, ok ? null : root.TryGetProperty("error", out var error) ? error.GetString()
                : "no cause was given");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Failed($"the report cannot be read: {error.Message}");
        }
    }

    /// <summary>The whole report as a structured output.</summary>
    public JsonElement Members()
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.Clone();
    }

    /// <summary>A member as text, or null when it is missing or null.</summary>
    public string? Member(string name)
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ToString() : null;
    }
}
