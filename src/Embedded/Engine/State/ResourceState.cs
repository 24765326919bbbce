using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Engine.State;

/// <summary>
/// One entry of a stack's state. Field meanings are those of pulumi/pulumi sdk/go/common/apitype/core.go ResourceV3;
/// times are RFC 3339 texts as they were written.
/// </summary>
public sealed record ResourceState
{
    public required string Urn { get; init; }
    public required string Type { get; init; }
    public bool Custom { get; init; }

    /// <summary>The old half of a replacement, still to be deleted; its replacement has the same URN.</summary>
    public bool Delete { get; init; }

    /// <summary>The provider's name of the resource; null for components.</summary>
    public string? Id { get; init; }

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;
    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;
    public string? Parent { get; init; }
    public bool Protect { get; init; }

    /// <summary>Read, not managed: never updated or deleted.</summary>
    public bool External { get; init; }

    public ImmutableArray<string> Dependencies { get; init; } = [];
    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>"provider urn::id"; null for components and for providers.</summary>
    public string? Provider { get; init; }

    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The resource was deleted to make room for its replacement, which has not been created yet.</summary>
    public bool PendingReplacement { get; init; }

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];
    public ResourceTimeouts Timeouts { get; init; } = new(null, null, null);
    public string? ImportId { get; init; }
    public bool RetainOnDelete { get; init; }
    public string? DeletedWith { get; init; }
    public string? Created { get; init; }
    public string? Modified { get; init; }
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Members that this engine does not use, as JSON texts: they survive until the resource
    /// changes.</summary>
    public ImmutableSortedDictionary<string, string> Extra { get; init; } = ImmutableSortedDictionary<string,
        string>.Empty;

    public bool IsProvider => State.Urn.IsProviderType(Type);

    /// <summary>How others refer to this provider.</summary>
    public string Reference => $"{Urn}::{Id}";

    /// <summary>Everything that must exist for this resource to exist: parent, provider, dependencies.</summary>
    public IEnumerable<string> Requirements()
    {
        if (Parent is not null) yield return Parent;
        if (Provider is not null) yield return State.Urn.OfReference(Provider);
        foreach (var urn in Dependencies) yield return urn;
        foreach (var urns in PropertyDependencies.Values)
        {
            foreach (var urn in urns) yield return urn;
        }
        if (DeletedWith is not null) yield return DeletedWith;
    }
}
