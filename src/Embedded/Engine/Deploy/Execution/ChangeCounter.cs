using System.Collections.Immutable;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Execution;

/// <summary>
/// Counts what the summary reports. Providers that the engine made, stack references and the halves of a replacement do
/// not count.
/// </summary>
public sealed class ChangeCounter
{
    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, int> _counts =
        ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, int> Counts
    {
        get
        {
            lock (_gate) return _counts;
        }
    }

    public void Count(Step step)
    {
        if (Urn.IsDefaultProvider(step.Urn) || step.State.Type == Urn.StackReferenceType) return;
        if (step.Op is StepOp.CreateReplacement or StepOp.DeleteReplaced or StepOp.ReadDiscard or StepOp.Refresh
            or StepOp.RemovePendingReplace) return;
        Count(step.Op.WireName());
    }

    public void Count(string operation)
    {
        lock (_gate) _counts = _counts.SetItem(operation, _counts.GetValueOrDefault(operation) + 1);
    }
}
