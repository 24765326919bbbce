using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>
/// Decides the steps of a replacement. When the old resource must go first, so must whatever would be replaced because
/// of it: those are deleted before it, last dependant first, and created again when the program asks for them.
/// </summary>
public sealed class ReplacementPlanner(RunContext run, OldResources olds, ProviderRegistry providers)
{
    private readonly Dictionary<string, ImmutableArray<string>> _deleted = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether <paramref name="old"/> was deleted already to make room, by this run or by one that was interrupted;
    /// <paramref name="because"/> are the properties that are the reason.
    /// </summary>
    public bool WasDeletedFor(ResourceState old, out ImmutableArray<string> because)
    {
        if (_deleted.TryGetValue(old.Urn, out because)) return true;
        because = [];
        return old.PendingReplacement;
    }

    public static ImmutableArray<Step> Recreation(ResourceState goal, ResourceState old, ImmutableArray<string> because)
    {
        var details = ResourceDiff.FromInputs(old, goal);
        return
        [
            new Step(StepOp.Replace, old, goal) { Details = details, ReplaceKeys = because },
            new Step(StepOp.CreateReplacement, old, goal) { Details = details, ReplaceKeys = because },
        ];
    }

    public async Task<ImmutableArray<Step>> PlanAsync(
        ResourceState goal, ResourceState old, ResourceDiff diff, bool deleteFirst)
    {
        var replace = new Step(StepOp.Replace, old, goal)
        {
            Details = diff.Details, IsDetailed = diff.IsDetailed, ReplaceKeys = diff.ReplaceKeys,
        };
        var create = replace with { Op = StepOp.CreateReplacement };
        if (!deleteFirst) return [create, replace];
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var (dependent, because) in (await DependentsAsync(old)).Reverse())
        {
            if (dependent.Protect) throw PlanFailure.Protected(dependent.Urn, "replaced");
            _deleted[dependent.Urn] = because;
            steps.Add(Deletion(dependent));
        }
        _deleted[old.Urn] = diff.ReplaceKeys;
        steps.Add(Deletion(old));
        steps.Add(replace);
        steps.Add(create);
        return steps.ToImmutable();
    }

    private static Step Deletion(ResourceState old) =>
        new(StepOp.DeleteReplaced, old, null) { KeepsEntry = true, Retain = old.RetainOnDelete };

    /// <summary>
    /// The dependants that a change of everything they take from the replaced resources would replace, with the
    /// properties concerned, in the state's order.
    /// </summary>
    private async Task<IReadOnlyList<(ResourceState State, ImmutableArray<string> Because)>> DependentsAsync(
        ResourceState root)
    {
        var replaced = new HashSet<string>(StringComparer.Ordinal) { root.Urn };
        var found = new List<(ResourceState, ImmutableArray<string>)>();
        foreach (var dependent in olds.DependentsOf(root.Urn))
        {
            if (!dependent.Custom || dependent.IsProvider || dependent.External || _deleted.ContainsKey(dependent.Urn))
                continue;
            var because = await ReasonsAsync(dependent, replaced);
            if (because.IsEmpty) continue;
            replaced.Add(dependent.Urn);
            found.Add((dependent, because));
        }
        return found;
    }

    private async Task<ImmutableArray<string>> ReasonsAsync(ResourceState dependent, HashSet<string> replaced)
    {
        if (dependent.Provider is { } provider && replaced.Contains(Urn.OfReference(provider))) return ["provider"];
        var touched = dependent.PropertyDependencies
            .Where(entry => entry.Value.Any(replaced.Contains) && dependent.Inputs.ContainsKey(entry.Key))
            .Select(entry => entry.Key).ToArray();
        if (touched.Length == 0) return [];
        var inputs = touched.Aggregate(dependent.Inputs, (map, name) => map.With(name, PropertyUnknown.Instance));
        var diff = await ResourceDiff.AskAsync(
            await providers.GetAsync(dependent), dependent, dependent with { Inputs = inputs }, false,
            run.Cancellation);
        return diff.Replace ? diff.ReplaceKeys : [];
    }
}
