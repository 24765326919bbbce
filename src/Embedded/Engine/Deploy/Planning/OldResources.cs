using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>The state that a run started from, found by URN or by a former identity.</summary>
public sealed class OldResources
{
    private readonly Dictionary<string, ResourceState> _live = new(StringComparer.Ordinal);

    public OldResources(Snapshot snapshot)
    {
        Snapshot = snapshot;
        foreach (var resource in snapshot.Resources)
        {
            if (!resource.Delete) _live[resource.Urn] = resource;
        }
    }

    public Snapshot Snapshot { get; }

    public ResourceState? Find(string urn) => _live.GetValueOrDefault(urn);

    /// <summary>The entry under the URN itself, else under the first alias that has one.</summary>
    public ResourceState? Find(string urn, IEnumerable<string> aliases) =>
        Find(urn) ?? aliases.Select(Find).FirstOrDefault(state => state is not null);

    /// <summary>Every live resource that requires <paramref name="root"/>, directly or not, in the state's
    /// order.</summary>
    public IReadOnlyList<ResourceState> DependentsOf(string root)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { root };
        var dependents = new List<ResourceState>();
        foreach (var resource in Snapshot.Resources)
        {
            if (resource.Delete || reached.Contains(resource.Urn) || !resource.Requirements().Any(reached.Contains))
                continue;
            reached.Add(resource.Urn);
            dependents.Add(resource);
        }
        return dependents;
    }

    /// <summary>
    /// The URNs that an alias may mean. A parent that was renamed itself gives its children its former URNs:
    /// <paramref name="formerUrns"/> answers those of a parent.
    /// </summary>
    public static IEnumerable<string> UrnsOf(
        RegisterResourceRequest request, string stack, string project, Func<string, IEnumerable<string>> formerUrns)
    {
        foreach (var alias in request.Aliases)
        {
            if (alias.Urn is { } whole)
            {
                yield return whole;
                continue;
            }
            var parent = alias.NoParent ? null : alias.ParentUrn ?? request.Parent;
            var parents = parent is null ? [null] : formerUrns(parent).Prepend(parent).Cast<string?>();
            foreach (var candidate in parents)
            {
                yield return Urn.Make(
                    alias.Stack ?? stack, alias.Project ?? project, candidate, alias.Type ?? request.Type, alias.Name
                        ?? request.Name);
            }
        }
        if (request.Parent is not { } own) yield break;
        foreach (var former in formerUrns(own))
            yield return Urn.Make(stack, project, former, request.Type, request.Name);
    }
}
