using System.Text.Json;

namespace Postern.Verdicts.Previews;

/// <summary>Reads the document that `pulumi preview --json` and `pulumiw preview --json` write.</summary>
public static class PreviewReader
{
    /// <exception cref="PreviewFormatException">The text is not such a document.</exception>
    public static Preview Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new PreviewFormatException($"the preview is not JSON: {exception.Message}", exception);
        }
    }

    private static Preview Read(JsonElement root)
    {
        // A preview without any change leaves its steps out.
        var steps = JsonText.Member(root, "steps");
        if (steps is null && JsonText.Member(root, "changeSummary") is not null) return new Preview(Config(root), []);
        if (steps is not { ValueKind: JsonValueKind.Array } list)
            throw new PreviewFormatException("the preview has no list of steps", null);
        return new Preview(Config(root), [.. list.EnumerateArray().Select(Step)]);
    }

    private static Dictionary<string, string> Config(JsonElement root)
    {
        var config = new Dictionary<string, string>(StringComparer.Ordinal);
        if (JsonText.Member(root, "config") is not { ValueKind: JsonValueKind.Object } members) return config;
        foreach (var member in members.EnumerateObject())
        {
            var value = member.Value;
            config[member.Name] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        return config;
    }

    private static PreviewStep Step(JsonElement json)
    {
        var operation = JsonText.Known(json, "op") ?? throw new PreviewFormatException("a step has no op", null);
        var urn = JsonText.Known(json, "urn") ?? throw new PreviewFormatException("a step has no urn", null);
        return new PreviewStep(operation, urn, State(json, "oldState"), State(json, "newState"));
    }

    private static ResourceState? State(JsonElement step, string name) =>
        JsonText.Member(step, name) is { ValueKind: JsonValueKind.Object } state ? new ResourceState(state) : null;
}
