using System.Collections.Immutable;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>What a run is for.</summary>
public enum RunKind
{
    Update,
    Refresh,
    Destroy,
}

/// <summary>A run's settings; the flags of the CLI in the engine's words.</summary>
public sealed record RunOptions
{
    public RunKind Kind { get; init; } = RunKind.Update;

    /// <summary>Decide and show, but do nothing and write nothing.</summary>
    public bool Preview { get; init; }

    /// <summary>At most so many steps at once.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Read every resource first, and go on from what is there.</summary>
    public bool Refresh { get; init; }

    /// <summary>URN patterns; empty for everything.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>URN patterns of resources to replace whatever has changed; they count as targets.</summary>
    public ImmutableArray<string> TargetReplaces { get; init; } = [];

    /// <summary>Whatever depends on a target is one, too.</summary>
    public bool TargetDependents { get; init; }

    /// <summary>A destroy leaves protected resources, and what they need.</summary>
    public bool ExcludeProtected { get; init; }

    /// <summary>A refresh forgets creations that a killed run left unfinished.</summary>
    public bool ClearPendingCreates { get; init; }
}
