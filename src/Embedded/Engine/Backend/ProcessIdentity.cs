namespace Postern.Embedded.Engine.Backend;

/// <summary>
/// A process beyond its number: the machine's boot, the namespace that its number belongs to, and when it started
/// (proc(5), field 22 of stat). Two processes never share it, and one that is gone can be told from one that is
/// elsewhere.
/// </summary>
internal static class ProcessIdentity
{
    private const int StartTimeAfterName = 19;

    /// <summary>The identity, or null where the system has no /proc or there is no such process.</summary>
    public static string? Of(int processId) =>
        Place() is { } place && StartTime(processId) is { } started ? $"{place}/{started}" : null;

    /// <summary>Whether it was a process of this machine and namespace, and has ended.</summary>
    public static bool HasEnded(int processId, string identity) =>
        Place() is { } place && identity.StartsWith(place + "/", StringComparison.Ordinal)
        && Of(processId) != identity;

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

    private static string? StartTime(int processId)
    {
        try
        {
            // The name in brackets may hold anything, brackets too.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // A zombie has ended: only its parent has not asked yet.
            return fields.Length > StartTimeAfterName && fields[0] is not ("Z" or "X") ? fields[StartTimeAfterName]
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
