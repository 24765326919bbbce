using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Postgres;

/// <summary>What a running server says about itself, for the proof that a directory is its own.</summary>
/// <param name="VersionNumber">server_version_num: 150020.</param>
/// <param name="DataDirectory">As the server sees it; null when the role may not know.</param>
/// <param name="IsInRecovery">A standby.</param>
/// <param name="SystemIdentifier">From its control file.</param>
/// <param name="Checkpoint">Position of the last checkpoint's record.</param>
/// <param name="Redo">Where replay from it begins.</param>
/// <param name="Timeline">The checkpoint's.</param>
/// <param name="ControlModified">When its control file was last written, to the second.</param>
/// <param name="VersionFileChangedUnixSeconds">Change time of its PG_VERSION (all that pg_stat_file tells); null when
/// the role may not look.</param>
public sealed record ServerState(
    int VersionNumber,
    string? DataDirectory,
    bool IsInRecovery,
    SystemIdentifier SystemIdentifier,
    Lsn Checkpoint,
    Lsn Redo,
    TimelineId Timeline,
    DateTimeOffset ControlModified,
    long? VersionFileChangedUnixSeconds)
{
    public int Major => VersionNumber / 10000;
}
