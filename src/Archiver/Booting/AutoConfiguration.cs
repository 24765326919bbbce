using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>
/// postgresql.auto.conf as a backup brings it: what belonged to the place it came from is taken out. The server reads
/// this file from PGDATA whatever its config_file is, and it wins over that.
/// </summary>
public static class AutoConfiguration
{
    public const string FileName = "postgresql.auto.conf";

    private static readonly string[] Replication =
    [
        "primary_conninfo", "primary_slot_name", "restore_command", "recovery_end_command", "archive_cleanup_command",
        "archive_mode", "archive_command", "archive_library", "promote_trigger_file",
    ];

    /// <summary>
    /// The text without the lines that set a parameter of where the backup came from; all else as it was.
    /// </summary>
    public static string Strip(string text, bool synchronousToo)
    {
        var kept = text.Split('\n').Where(line => !IsForeign(NameOf(line), synchronousToo));
        return string.Join('\n', kept);
    }

    /// <param name="data">The fetched PGDATA.</param>
    /// <param name="synchronousToo">For a drill: a synchronous standby that does not exist there would block every
    /// commit.</param>
    public static void StripFile(string data, bool synchronousToo)
    {
        var file = Path.Combine(data, AutoConfiguration.FileName);
        if (!File.Exists(file)) return;
        var text = File.ReadAllText(file);
        var stripped = Strip(text, synchronousToo);
        if (stripped != text)
            DurableFile.WriteText(file, stripped, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static bool IsForeign(string name, bool synchronousToo) =>
        Replication.Contains(name, StringComparer.OrdinalIgnoreCase)
        || name.StartsWith("recovery_target", StringComparison.OrdinalIgnoreCase)
        || (synchronousToo && name.Equals("synchronous_standby_names", StringComparison.OrdinalIgnoreCase));

    private static string NameOf(string line)
    {
        var trimmed = line.AsSpan().TrimStart();
        var end = trimmed.IndexOfAny(" \t=");
        return (end < 0 ? trimmed : trimmed[..end]).TrimEnd().ToString();
    }
}
