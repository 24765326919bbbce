using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.State;

/// <summary>Writes one resource in the member order of Pulumi's ResourceV3; empty members are left out as Go's
/// omitempty does.</summary>
public sealed class ResourceWriter(PropertyJsonWriter values)
{
    public void Write(JsonText json, ResourceState resource)
    {
        json.BeginObject().Member("urn", resource.Urn).Name("custom").Bool(resource.Custom);
        Flag(json, "delete", resource.Delete);
        Text(json, "id", resource.Id);
        json.Member("type", resource.Type);
        Map(json, "inputs", resource.Inputs);
        Map(json, "outputs", resource.Outputs);
        Text(json, "parent", resource.Parent);
        Flag(json, "protect", resource.Protect);
        Extra(json, resource, "taint");
        Flag(json, "external", resource.External);
        Texts(json, "dependencies", resource.Dependencies);
        Texts(json, "initErrors", resource.InitErrors);
        Text(json, "provider", resource.Provider);
        PropertyDependencies(json, resource);
        Flag(json, "pendingReplacement", resource.PendingReplacement);
        Texts(json, "additionalSecretOutputs", resource.AdditionalSecretOutputs);
        Extra(json, resource, "aliases");
        Timeouts(json, resource.Timeouts);
        Text(json, "importID", resource.ImportId);
        Flag(json, "retainOnDelete", resource.RetainOnDelete);
        Text(json, "deletedWith", resource.DeletedWith);
        Extra(json, resource, "replaceWith");
        Text(json, "created", resource.Created);
        Text(json, "modified", resource.Modified);
        Extra(json, resource, "sourcePosition", "stackTrace");
        Texts(json, "ignoreChanges", resource.IgnoreChanges);
        Extra(json, resource, "hideDiff");
        Texts(json, "replaceOnChanges", resource.ReplaceOnChanges);
        Extra(
            json, resource, "replacementTrigger", "refreshBeforeUpdate", "viewOf", "resourceHooks", "extensionRef",
            "snippetID");
        json.EndObject();
    }

    private static void PropertyDependencies(JsonText json, ResourceState resource)
    {
        if (resource.PropertyDependencies.Count == 0) return;
        json.Name("propertyDependencies").BeginObject();
        foreach (var (name, urns) in resource.PropertyDependencies) json.Strings(name, urns);
        json.EndObject();
    }

    private static void Timeouts(JsonText json, ResourceTimeouts timeouts)
    {
        if (timeouts is (null, null, null)) return;
        json.Name("customTimeouts").BeginObject();
        if (timeouts.CreateSeconds is { } create) json.Name("create").Number(create);
        if (timeouts.UpdateSeconds is { } update) json.Name("update").Number(update);
        if (timeouts.DeleteSeconds is { } delete) json.Name("delete").Number(delete);
        json.EndObject();
    }

    private static void Extra(JsonText json, ResourceState resource, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (resource.Extra.TryGetValue(name, out var raw)) json.Name(name).Raw(raw);
        }
    }

    private void Map(JsonText json, string name, PropertyMap map)
    {
        if (map.Count == 0) return;
        json.Name(name);
        values.Write(json, map);
    }

    private static void Flag(JsonText json, string name, bool value)
    {
        if (value) json.Name(name).Bool(value);
    }

    private static void Text(JsonText json, string name, string? value)
    {
        if (value is not null) json.Member(name, value);
    }

    private static void Texts(JsonText json, string name, ImmutableArray<string> values)
    {
        if (values.Length > 0) json.Strings(name, values);
    }
}
