using Postern.Archiver.Archiving;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.Wal;

/// <summary>
/// wal-fetch's exit codes. PostgreSQL under recovery.signal takes every code up to 125 for the end of WAL, ends
/// recovery and promotes; 126 and more stop the server, and a restart goes on. 126, 127 and 143 have texts of their own
/// that would mislead. Under standby.signal every code up to 125 means "ask again".
/// </summary>
internal static class WalFetchExit
{
    /// <summary>The store itself said that the file is not there.</summary>
    public const int Absent = (int)FailureCode.WalAbsent;

    public const int UnknownUnderStandby = (int)FailureCode.WalUnknown;

    /// <summary>
    /// Also where neither signal file is there or the data directory is not known: stopping is safe, and a code up to
    /// 125 might not be.
    /// </summary>
    public const int UnknownUnderRecovery = 200;

    public static int CodeOf(FailureCode failure, RecoverySignal signal)
    {
        if (failure == FailureCode.WalAbsent) return Absent;
        return signal == RecoverySignal.Standby ? UnknownUnderStandby : UnknownUnderRecovery;
    }

    /// <summary>The signal file of the data directory: the working folder, or PGDATA.</summary>
    public static RecoverySignal SignalOf(IReadOnlyDictionary<string, string> environment, string workingFolder)
    {
        var here = new DataDirectory(workingFolder).Signal;
        if (here != RecoverySignal.None) return here;
        return environment.TryGetValue("PGDATA", out var named) && named.Length > 0
            ? new DataDirectory(named).Signal
            : RecoverySignal.None;
    }
}
