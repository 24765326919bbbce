using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>Whether and how a resource must change: the provider's answer with the program's options applied. Pure but
/// for the call.</summary>
public sealed record ResourceDiff(
    bool HasChanges, bool Replace, bool DeleteBeforeReplace, ImmutableSortedDictionary<string, DiffKind> Details,
    ImmutableArray<string> ReplaceKeys)
{
    /// <summary>The provider itself named the paths.</summary>
    public bool IsDetailed { get; init; }

    private static readonly ImmutableSortedDictionary<string, DiffKind> NoDetails =
        ImmutableSortedDictionary<string, DiffKind>.Empty.WithComparers(StringComparer.Ordinal);

    public static ResourceDiff None { get; } = new(false, false, false, NoDetails, []);

    /// <summary>Asks the provider. Entries of a failed creation are replaced: nobody knows how far they came.</summary>
    public static async Task<ResourceDiff> AskAsync(
        IProvider provider, ResourceState old, ResourceState goal, bool forced, CancellationToken cancellation)
    {
        var answer = await provider.DiffAsync(
            new DiffRequest(
                RunContext.Identity(goal), old.Id ?? "", old.Inputs.WithoutSecrets(), old.Outputs.WithoutSecrets(),
                goal.Inputs.WithoutSecrets(), goal.IgnoreChanges),
            cancellation);
        var details = answer.Details.WithComparers(StringComparer.Ordinal);
        var isDetailed = details.Count > 0;
        if (!isDetailed && answer.HasChanges) details = FromInputs(old, goal);
        var patterns = goal.ReplaceOnChanges.Select(PropertyPath.Parse).ToArray();
        var replacing = details.Where(entry => IsReplace(entry.Value)
            || patterns.Any(pattern => pattern.Contains(PropertyPath.Parse(entry.Key)))).Select(entry => entry.Key);
        var keys = replacing.Concat(answer.ReplaceKeys).Select(Steps.Step.TopName).Distinct(StringComparer.Ordinal)
            .ToImmutableArray();
        var broken = old.InitErrors.Length > 0;
        return new ResourceDiff(
            answer.HasChanges || forced || broken, keys.Length > 0 || forced || broken, answer.DeleteBeforeReplace,
            details, keys) { IsDetailed = isDetailed };
    }

    /// <summary>Compares inputs alone: components and provider resources have nobody to ask, and are never
    /// replaced.</summary>
    public static ResourceDiff OfInputs(ResourceState old, ResourceState goal)
    {
        var details = FromInputs(old, goal);
        return new ResourceDiff(details.Count > 0, false, false, details, []);
    }

    /// <summary>The paths at which two entries' inputs differ.</summary>
    public static ImmutableSortedDictionary<string, DiffKind> FromInputs(ResourceState old, ResourceState goal)
    {
        var details = NoDetails.ToBuilder();
        Collect(ValueDiff.Compare(old.Inputs, goal.Inputs), PropertyPath.Root, details);
        return details.ToImmutable();
    }

    public static bool IsReplace(DiffKind kind) =>
        kind is DiffKind.AddReplace or DiffKind.DeleteReplace or DiffKind.UpdateReplace;

    /// <summary>Adds the leaves of a comparison to <paramref name="details"/>.</summary>
    public static void Collect(
        ValueDiff diff, PropertyPath path, ImmutableSortedDictionary<string, DiffKind>.Builder details)
    {
        if (!diff.HasChanges) return;
        if (diff.Members.Length == 0)
        {
            if (path.Parts.Length == 0) return;
            details[path.ToString()] = diff.Kind switch
            {
                ValueDiffKind.Add => DiffKind.Add,
                ValueDiffKind.Delete => DiffKind.Delete,
                _ => DiffKind.Update,
            };
            return;
        }
        foreach (var member in diff.Members)
            Collect(member, member.Part!.Index is { } i ? path.Append(i) : path.Append(member.Part.Name!), details);
    }
}
