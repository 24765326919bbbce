using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Steps;

/// <summary>
/// One decided operation, with its reasons. <see cref="Old"/> is what the state had, <see cref="New"/> what it shall
/// have; after the step was carried out <see cref="New"/> has id and outputs.
/// </summary>
public sealed record Step(StepOp Op, ResourceState? Old, ResourceState? New)
{
    /// <summary>How the inputs differ, by property path.</summary>
    public ImmutableSortedDictionary<string, DiffKind> Details { get; init; } = ImmutableSortedDictionary<string,
        DiffKind>.Empty;

    /// <summary>The provider itself named the paths; otherwise they are what the inputs show.</summary>
    public bool IsDetailed { get; init; }

    /// <summary>Top-level properties that force the replacement.</summary>
    public ImmutableArray<string> ReplaceKeys { get; init; } = [];

    /// <summary>
    /// The deletion makes room for a replacement: the entry stays in the state, marked, until the replacement exists.
    /// </summary>
    public bool KeepsEntry { get; init; }

    /// <summary>The resource leaves the state, and nothing is called.</summary>
    public bool Retain { get; init; }

    public ResourceState State => New ?? Old!;

    public string Urn => State.Urn;

    /// <summary>Top-level property names that differ, in order.</summary>
    public IEnumerable<string> DiffKeys => Details.Keys.Select(TopName).Distinct(StringComparer.Ordinal);

    public static string TopName(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        return end <= 0 ? path : path[..end];
    }
}
