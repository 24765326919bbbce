using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>Writes a run's state into the store; the file as it was before the run is kept beside it.</summary>
public sealed class FileStateSaver(StateStore store, StackName name, SecretCrypter crypter) : IStateSaver
{
    private readonly SnapshotWriter _writer = new(crypter);
    private bool _hasKept;

    /// <summary>What was written last.</summary>
    public string? Last { get; private set; }

    public void Save(Snapshot snapshot)
    {
        var json = _writer.Checkpoint(snapshot, name.Qualified);
        store.WriteCheckpoint(name, json, keepOld: !_hasKept);
        (_hasKept, Last) = (true, json);
    }
}
