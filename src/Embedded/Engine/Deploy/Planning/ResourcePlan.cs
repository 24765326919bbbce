using System.Collections.Immutable;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>
/// What a registration leads to: steps in order, or <see cref="Skipped"/> for a resource outside the targets that does
/// not exist: then nothing happens and the program gets its inputs back.
/// </summary>
public sealed record ResourcePlan(ImmutableArray<Step> Steps, ResourceState? Skipped = null);
