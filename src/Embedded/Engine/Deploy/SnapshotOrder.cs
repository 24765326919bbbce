using System.Collections.Immutable;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>
/// Brings resources into an order in which everything comes after what it requires, changing as little as possible, and
/// drops references to resources that are no more. Pure.
/// </summary>
public static class SnapshotOrder
{
    public static ImmutableArray<ResourceState> Sort(IReadOnlyList<ResourceState> resources)
    {
        var byUrn = new Dictionary<string, ResourceState>(StringComparer.Ordinal);
        var byReference = new Dictionary<string, ResourceState>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (!resource.Delete || !byUrn.ContainsKey(resource.Urn)) byUrn[resource.Urn] = resource;
            if (resource.IsProvider) byReference[resource.Reference] = resource;
        }
        var sorted = ImmutableArray.CreateBuilder<ResourceState>(resources.Count);
        var visited = new HashSet<ResourceState>(ReferenceEqualityComparer.Instance);
        foreach (var resource in resources) Visit(resource, byUrn, byReference, visited, sorted);
        return sorted.ToImmutable();
    }

    private static void Visit(
        ResourceState resource, Dictionary<string, ResourceState> byUrn, Dictionary<string, ResourceState> byReference,
        HashSet<ResourceState> visited, ImmutableArray<ResourceState>.Builder sorted)
    {
        if (!visited.Add(resource)) return;
        if (resource.Provider is { } reference && byReference.TryGetValue(reference, out var provider))
            Visit(provider, byUrn, byReference, visited, sorted);
        foreach (var urn in resource.Requirements())
        {
            if (urn != resource.Urn && byUrn.TryGetValue(urn, out var required))
                Visit(required, byUrn, byReference, visited, sorted);
        }
        sorted.Add(WithoutDangling(resource, byUrn));
    }

    private static ResourceState WithoutDangling(ResourceState resource, Dictionary<string, ResourceState> byUrn)
    {
        bool Known(string urn) => byUrn.ContainsKey(urn) && urn != resource.Urn;
        if (resource.Requirements().All(Known)) return resource;
        return resource with
        {
            Parent = resource.Parent is { } parent && Known(parent) ? parent : null,
            Dependencies = [.. resource.Dependencies.Where(Known)],
            PropertyDependencies = resource.PropertyDependencies.ToImmutableSortedDictionary(
                entry => entry.Key, entry => entry.Value.Where(Known).ToImmutableArray(), StringComparer.Ordinal),
            DeletedWith = resource.DeletedWith is { } with && Known(with) ? with : null,
        };
    }
}
