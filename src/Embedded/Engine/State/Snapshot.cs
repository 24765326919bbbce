using System.Collections.Immutable;

namespace Postern.Embedded.Engine.State;

/// <summary>
/// A stack's whole state. <see cref="Salt"/> is the passphrase salt that its secrets were written under, or null when
/// it has none; resources stand in topological order.
/// </summary>
public sealed record Snapshot
{
    public static readonly Snapshot Empty = new();

    public int Version { get; init; } = 3;
    public ImmutableArray<string> Features { get; init; } = [];
    public SnapshotManifest Manifest { get; init; } = new(null, null);
    public string? Salt { get; init; }
    public ImmutableArray<ResourceState> Resources { get; init; } = [];
    public ImmutableArray<PendingOperation> PendingOperations { get; init; } = [];

    /// <summary>The stack's own entry, whose outputs are the stack's; null before the first update.</summary>
    public ResourceState? Stack =>
        Resources.FirstOrDefault(resource => resource.Type == Urn.StackType && !resource.Delete);
}

/// <summary>When, and by which version text, a state was written; both may be missing.</summary>
public sealed record SnapshotManifest(string? Time, string? Version)
{
    /// <summary>The magic beside the version is another version's: somebody changed one of the two.</summary>
    public bool HasOtherMagic { get; init; }
}

/// <summary>An operation that had begun when the state was written: "creating", "updating", "deleting" or
/// "reading".</summary>
public sealed record PendingOperation(ResourceState Resource, string Type);
