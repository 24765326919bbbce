using System.Collections.Immutable;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>Decides what leaves at the end of a run: resources that nobody asked for, and old halves of replacements.
/// Pure.</summary>
public sealed class DeletionPlanner(RunOptions options, TargetSet targets)
{
    /// <summary>
    /// The deletions in the state's order. <paramref name="current"/> is what is left of the old state,
    /// <paramref name="whole"/> all of it; <paramref name="taken"/> are the old URNs that stay. Refusals, such as a
    /// protected resource, come as failures beside the steps, so that a preview shows all of them.
    /// </summary>
    public (ImmutableArray<Step> Steps, ImmutableArray<PlanFailure> Failures) Plan(
        Snapshot current, Snapshot whole, IReadOnlySet<string> taken)
    {
        var kept = options is { Kind: RunKind.Destroy, ExcludeProtected: true } ? Needed(current) : [];
        var allowed = Allowed(whole);
        var steps = ImmutableArray.CreateBuilder<Step>();
        var failures = ImmutableArray.CreateBuilder<PlanFailure>();
        foreach (var resource in current.Resources)
        {
            if (Decide(resource, taken, kept) is not { } op) continue;
            if (op == StepOp.Delete && allowed is not null && !allowed.Contains(resource.Urn)) continue;
            var step = new Step(op, resource, null) { Retain = resource.RetainOnDelete };
            steps.Add(step);
            if (op != StepOp.Delete) continue;
            if (resource.Protect)
                failures.Add(PlanFailure.Protected(resource.Urn, "deleted"));
            else if (allowed is not null && !targets.Names(resource.Urn) && !options.TargetDependents
                && !IsFree(resource))
                failures.Add(NotNamed(resource.Urn));
        }
        return (WithDeletedWith(steps.ToImmutable()), failures.ToImmutable());
    }

    private static StepOp? Decide(ResourceState resource, IReadOnlySet<string> taken, HashSet<string> kept)
    {
        if (resource.Delete) return StepOp.DeleteReplaced;
        if (taken.Contains(resource.Urn) || kept.Contains(resource.Urn)) return null;
        if (resource.PendingReplacement) return StepOp.RemovePendingReplace;
        return resource.External ? StepOp.ReadDiscard : StepOp.Delete;
    }

    /// <summary>Protected resources and everything that they require.</summary>
    private static HashSet<string> Needed(Snapshot current)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in current.Resources.Reverse())
        {
            if (resource.Delete || (!resource.Protect && !needed.Contains(resource.Urn))) continue;
            needed.Add(resource.Urn);
            needed.UnionWith(resource.Requirements());
        }
        return needed;
    }

    /// <summary>Targets and what depends on them; null when everything is allowed.</summary>
    private HashSet<string>? Allowed(Snapshot current)
    {
        if (targets.IsEverything) return null;
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in current.Resources)
        {
            if (targets.Names(resource.Urn) || resource.Requirements().Any(allowed.Contains)) allowed.Add(resource.Urn);
        }
        return allowed;
    }

    private static bool IsFree(ResourceState resource) => !resource.Custom || resource.IsProvider;

    private static PlanFailure NotNamed(string urn) => new(
        urn,
        $"Resource '{urn}' will be destroyed but was not specified in --target list.\n" +
        "Either include resource in --target list or pass --target-dependents to proceed.") { IsOnlyAside = true };

    /// <summary>A resource that goes with another needs no call of its own.</summary>
    private static ImmutableArray<Step> WithDeletedWith(ImmutableArray<Step> steps)
    {
        var going = steps.Where(step => step.Op == StepOp.Delete).Select(step => step.Urn)
            .ToHashSet(StringComparer.Ordinal);
        return [.. steps.Select(
            step => step.Old!.DeletedWith is { } with && going.Contains(with) ? step with { Retain = true } : step)];
    }
}
