using System.Collections.Immutable;

namespace Pulumi.Running;

/// <summary>
/// The URNs that resources stand for as dependencies: a custom resource for itself, a component for the custom
/// resources below it.
/// </summary>
internal sealed class DependencyUrns
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _all = [];

    /// <summary>All URNs so far, each once, in the order in which they came.</summary>
    public ImmutableArray<string> All => [.. _all];

    /// <summary>Adds, and answers the URNs of these resources alone.</summary>
    public async Task<ImmutableArray<string>> AddAsync(IReadOnlyCollection<Resource> resources)
    {
        if (resources.Count == 0) return [];
        var own = new List<string>();
        foreach (var resource in Expand(resources))
        {
            var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
            if (urn.Length == 0 || own.Contains(urn)) continue;
            own.Add(urn);
            if (_seen.Add(urn)) _all.Add(urn);
        }
        return [.. own];
    }

    /// <summary>
    /// The custom resources among these and below the components among them; not below custom resources.
    /// </summary>
    public static IReadOnlyCollection<CustomResource> Expand(IEnumerable<Resource> resources)
    {
        var seen = new HashSet<Resource>();
        var found = new List<CustomResource>();
        Visit(resources);
        return found;

        void Visit(IEnumerable<Resource> level)
        {
            foreach (var resource in level)
            {
                if (!seen.Add(resource)) continue;
                if (resource is CustomResource custom) found.Add(custom);
                if (resource is not ComponentResource) continue;
                Resource[] children;
                lock (resource.Children) children = [.. resource.Children];
                Visit(children);
            }
        }
    }
}
