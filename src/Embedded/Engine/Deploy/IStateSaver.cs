using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>Where a run writes its state. Durable when the call returns; a failure leaves the former state
/// whole.</summary>
public interface IStateSaver
{
    void Save(Snapshot snapshot);
}
