using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>
/// The files that make PostgreSQL start as a standby or in recovery. Written once, right after provisioning, and
/// never again.
/// </summary>
public static class SignalFiles
{
    public const string Standby = "standby.signal";
    public const string Recovery = "recovery.signal";

    /// <summary>Removes what came with a backup; of another server's role nothing holds here.</summary>
    public static void RemoveAll(string data)
    {
        foreach (var name in new[] { Standby, Recovery, "recovery.conf", "promote" })
            DurableFile.Delete(Path.Combine(data, name));
    }

    /// <param name="data">PGDATA.</param>
    /// <param name="signal">none, standby or recovery.</param>
    public static void Write(string data, string signal)
    {
        if (signal == "none") return;
        DurableFile.WriteText(
            Path.Combine(data, signal == "standby" ? Standby : Recovery), "",
            UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Whether the next start of this PGDATA is a recovery.</summary>
    public static bool Any(string data) =>
        File.Exists(Path.Combine(data, Standby)) || File.Exists(Path.Combine(data, Recovery));
}
