using System.Diagnostics;

namespace Postern.Embedded.Engine.Backend;

/// <summary>
/// A process beyond its number: the machine's boot, the namespace that its number belongs to, and when it started
/// (proc(5), field 22 of stat). Two processes never share it, and one that is gone can be told from one that is
/// elsewhere.
/// </summary>
internal static class ProcessIdentity
{
    private const string Processes = "/proc";

    private const int StartTimeAfterName = 19;

    /// <summary>The identity, or null where the system has no /proc or there is no such process.</summary>
    public static string? Of(int processId) =>
        Place() is { } place && Fields(processId, Processes) is { } fields && Started(fields) is { } started
            ? $"{place}/{started}" : null;

    /// <summary>
    /// Whether it was a process of this machine and namespace, and has ended. One that cannot be looked at counts as
    /// running: where /proc is mounted with hidepid, other users' processes look as if they were not there.
    /// </summary>
    /// <param name="processId">Its number.</param>
    /// <param name="identity">What <see cref="Of"/> said of it.</param>
    /// <param name="processes">Where the system shows processes.</param>
    public static bool HasEnded(int processId, string identity, string processes = Processes)
    {
        if (Place() is not { } place || !identity.StartsWith(place + "/", StringComparison.Ordinal)) return false;
        if (!Exists(processId)) return true;
        return Fields(processId, processes) is { } fields && $"{place}/{Started(fields)}" != identity;
    }

    private static string? Place()
    {
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            return new FileInfo("/proc/self/ns/pid").LinkTarget is { } numbers ? $"{boot}/{numbers}" : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Asks by a signal that is none, which no mount option of /proc answers otherwise.</summary>
    private static bool Exists(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // A zombie has ended: only its parent has not asked yet.
    private static string? Started(string[] fields) =>
        fields[0] is not ("Z" or "X") ? fields[StartTimeAfterName] : null;

    /// <summary>What stat says after the name, or null where it cannot be read.</summary>
    private static string[]? Fields(int processId, string processes)
    {
        try
        {
            // The name in brackets may hold anything, brackets too.
            var stat = File.ReadAllText($"{processes}/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > StartTimeAfterName ? fields : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
