using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Pulumi.Serialization;

namespace Pulumi.Running;

/// <summary>Waits for everything that a registration is made of, and puts it together.</summary>
internal static class RegistrationRequest
{
    public static async Task<RegisterResourceRequest> MakeAsync(
        ProgramRun run, Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var inputs = await GatherAsync(run, resource, args, options).ConfigureAwait(false);
        var custom = options as CustomResourceOptions;
        var deletedWith = options.DeletedWith is { } owner
            ? await owner.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false)
            : "";
        return new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = resource is CustomResource,
            Parent = inputs.Parent,
            Inputs = inputs.Properties,
            Protect = options.Protect,
            Dependencies = inputs.Dependencies,
            Provider = inputs.Provider,
            PropertyDependencies = inputs.PropertyDependencies,
            DeleteBeforeReplace = custom?.DeleteBeforeReplace,
            Version = options.Version,
            IgnoreChanges = [.. options.IgnoreChanges],
            AdditionalSecretOutputs = [.. custom?.AdditionalSecretOutputs ?? []],
            Aliases = await AliasesAsync(options).ConfigureAwait(false),
            ImportId = custom?.ImportId,
            Timeouts = CustomTimeouts.ToRequest(options.CustomTimeouts),
            ReplaceOnChanges = [.. custom?.ReplaceOnChanges ?? []],
            RetainOnDelete = options.RetainOnDelete,
            DeletedWith = deletedWith.Length > 0 ? deletedWith : null,
        };
    }

    public static async Task<ReadResourceRequest> MakeReadAsync(
        ProgramRun run, Resource resource, string id, ResourceArgs args, ResourceOptions options)
    {
        var inputs = await GatherAsync(run, resource, args, options).ConfigureAwait(false);
        return new ReadResourceRequest(
            resource.GetResourceType(), resource.GetResourceName(), id, inputs.Parent, inputs.Properties,
            inputs.Dependencies, inputs.Provider, options.Version,
            [.. (options as CustomResourceOptions)?.AdditionalSecretOutputs ?? []]);
    }

    private static async Task<Gathered> GatherAsync(
        ProgramRun run, Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var label = $"resource:{resource.GetResourceName()}[{resource.GetResourceType()}]";
        var urns = new DependencyUrns();
        await urns.AddAsync(await options.ExplicitDependenciesAsync().ConfigureAwait(false)).ConfigureAwait(false);

        var properties = new List<KeyValuePair<string, PropertyValue>>();
        var dependencies =
            ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in args.Members())
        {
            var serializer = new Serializer();
            if (await serializer.SerializeAsync($"{label}.{name}", value) is not { } property) continue;
            properties.Add(new(name, property));
            dependencies[name] = await urns.AddAsync(serializer.Dependencies).ConfigureAwait(false);
        }
        var parent = options.Parent is { } explicitParent
            ? await explicitParent.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false)
            : await run.RootUrnAsync(resource.GetResourceType()).ConfigureAwait(false);
        var provider = resource.Provider is { } chosen ? await chosen.ReferenceAsync().ConfigureAwait(false) : null;
        return new Gathered(
            PropertyMap.From(properties), dependencies.ToImmutable(), urns.All, parent, provider);
    }

    private static async Task<ImmutableArray<ResourceAlias>> AliasesAsync(ResourceOptions options)
    {
        var aliases = ImmutableArray.CreateBuilder<ResourceAlias>();
        foreach (var input in options.Aliases)
        {
            var alias = await input.ToOutput().GetValueAsync(whenUnknown: null!).ConfigureAwait(false);
            if (alias is not null) aliases.Add(await alias.ToRequestAsync().ConfigureAwait(false));
        }
        return aliases.ToImmutable();
    }

    private sealed record Gathered(
        PropertyMap Properties, ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies,
        ImmutableArray<string> Dependencies, string? Parent, string? Provider);
}
