using System.Collections.Immutable;
using System.Text.Json;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.State;

/// <summary>Reads one resource of a state; <paramref name="secret"/> opens its secrets.</summary>
public sealed class ResourceReader(Func<JsonElement, PropertyValue> secret)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "urn", "custom", "delete", "id", "type", "inputs", "outputs", "parent", "protect", "external", "dependencies",
            "initErrors",
        "provider", "propertyDependencies", "pendingReplacement", "additionalSecretOutputs", "customTimeouts",
            "importID",
        "retainOnDelete", "deletedWith", "created", "modified", "ignoreChanges", "replaceOnChanges",
    };

    public ResourceState Read(JsonElement json)
    {
        if (Text(json, "urn") is not { Length: > 0 } urn) throw new StateFailure("a resource has no urn");
        if (!Urn.IsValid(urn)) throw new StateFailure($"'{urn}' is not a urn");
        return new ResourceState
        {
            Urn = urn,
            Type = Text(json, "type") ?? throw new StateFailure($"resource '{urn}' has no type"),
            Custom = Flag(json, "custom"),
            Delete = Flag(json, "delete"),
            Id = Text(json, "id"),
            Inputs = Map(json, "inputs"),
            Outputs = Map(json, "outputs"),
            Parent = Text(json, "parent"),
            Protect = Flag(json, "protect"),
            External = Flag(json, "external"),
            Dependencies = Texts(json, "dependencies"),
            InitErrors = Texts(json, "initErrors"),
            Provider = Text(json, "provider"),
            PropertyDependencies = PropertyDependencies(json),
            PendingReplacement = Flag(json, "pendingReplacement"),
            AdditionalSecretOutputs = Texts(json, "additionalSecretOutputs"),
            Timeouts = Timeouts(json),
            ImportId = Text(json, "importID"),
            RetainOnDelete = Flag(json, "retainOnDelete"),
            DeletedWith = Text(json, "deletedWith"),
            Created = Text(json, "created"),
            Modified = Text(json, "modified"),
            IgnoreChanges = Texts(json, "ignoreChanges"),
            ReplaceOnChanges = Texts(json, "replaceOnChanges"),
            Extra = Extra(json),
        };
    }

    private static ImmutableSortedDictionary<string, string> Extra(JsonElement json)
    {
        var extra = ImmutableSortedDictionary<string, string>.Empty;
        foreach (var member in json.EnumerateObject())
        {
            if (!Known.Contains(member.Name)) extra = extra.Add(member.Name, member.Value.GetRawText());
        }
        return extra;
    }

    private static ResourceTimeouts Timeouts(JsonElement json)
    {
        if (!json.TryGetProperty("customTimeouts", out var timeouts)) return new ResourceTimeouts(null, null, null);
        double? Seconds(string name) => timeouts.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        return new ResourceTimeouts(Seconds("create"), Seconds("update"), Seconds("delete"));
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies(JsonElement json)
    {
        var none = ImmutableSortedDictionary<string,
            ImmutableArray<string>>.Empty.WithComparers(StringComparer.Ordinal);
        if (!json.TryGetProperty("propertyDependencies", out var members)) return none;
        return none.AddRange(
            members.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Strings(member.Value))));
    }

    private PropertyMap Map(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? PropertyJson.ReadMap(value, secret)
            : PropertyMap.Empty;

    private static bool Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? Strings(value) : [];

    private static ImmutableArray<string> Strings(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
