using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Crashes;

/// <summary>A state saver that may die before or after a write.</summary>
public sealed class CrashingSaver(IStateSaver inner, CrashPoint crash) : IStateSaver
{
    public void Save(Snapshot snapshot)
    {
        crash.Pass("saving");
        inner.Save(snapshot);
        crash.Pass("saved");
    }
}
