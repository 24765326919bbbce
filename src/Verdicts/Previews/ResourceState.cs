using System.Text.Json;

namespace Postern.Verdicts.Previews;

/// <summary>A resource before or after the step, as the preview shows it: secrets are "[secret]".</summary>
public sealed class ResourceState(JsonElement json)
{
    /// <summary>False for what only groups others: a component, or the stack.</summary>
    public bool IsCustom => JsonText.Member(json, "custom") is not { ValueKind: JsonValueKind.False };

    public bool IsProtected => JsonText.Member(json, "protect") is { ValueKind: JsonValueKind.True };

    public bool IsRetained => JsonText.Member(json, "retainOnDelete") is { ValueKind: JsonValueKind.True };

    public IEnumerable<string> InputNames() =>
        JsonText.Member(json, "inputs") is { ValueKind: JsonValueKind.Object } inputs
            ? inputs.EnumerateObject().Select(member => member.Name)
            : [];

    public JsonElement? Input(string name) =>
        JsonText.Member(json, "inputs") is { } inputs ? JsonText.Member(inputs, name) : null;

    public JsonElement? Output(string name) =>
        JsonText.Member(json, "outputs") is { } outputs ? JsonText.Member(outputs, name) : null;

    /// <summary>A text input; null when there is none, or when it is secret or not yet known.</summary>
    public string? Text(string name) => JsonText.Known(Input(name));

    /// <summary>The objects of a list input; none when the list is secret.</summary>
    public IEnumerable<JsonElement> Items(string name) =>
        Input(name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];
}
