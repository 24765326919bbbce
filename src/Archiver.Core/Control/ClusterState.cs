namespace Postern.Archiver.Core.Control;

/// <summary>What pg_control says the cluster was last doing (pg_control.h: DBState).</summary>
public enum ClusterState
{
    StartingUp = 0,
    ShutDown = 1,
    ShutDownInRecovery = 2,
    ShuttingDown = 3,
    InCrashRecovery = 4,
    InArchiveRecovery = 5,
    InProduction = 6,
}
