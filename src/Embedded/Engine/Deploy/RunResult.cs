using System.Collections.Immutable;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>How a run ended.</summary>
/// <param name="Changes">Counts by operation's wire name; providers that the engine made and stack references do not
/// count.</param>
/// <param name="Snapshot">The state at the end; of a preview, the state that is expected.</param>
/// <param name="ProtectedLeft">How many protected resources a destroy left.</param>
public sealed record RunResult(
    bool Succeeded, ImmutableSortedDictionary<string, int> Changes, int Errored, Snapshot Snapshot, int ProtectedLeft)
{
    /// <summary>Whether anything but "same" happened or is planned.</summary>
    public bool HasChanges => Changes.Any(change => change.Key != "same" && change.Value > 0);
}
