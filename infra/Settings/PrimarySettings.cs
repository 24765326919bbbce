using System.Net;
using System.Text.Json;
using Postern.Archiver.Core.Scheduling;

namespace Postern.Infra.Settings;

/// <summary>The settings of a primary stack.</summary>
/// <param name="Archive">An archive outside the stack, or null for an object store of the stack's own.</param>
/// <param name="Bootstrap">"init": an empty database when the archive is empty; "restore": back from the
/// archive.</param>
/// <param name="MemoryMegabytes">The server's memory limit, or null for none.</param>
/// <param name="RetainFulls">How many full backups are kept, or null for all.</param>
public sealed record PrimarySettings(
    StackSettings Stack, GivenArchive? Archive, string Bootstrap, RecoveryTarget Target, string Database, string User,
    string BindAddress, int Port, int StorePort, int ArchiveTimeoutSeconds, string BackupSchedule, int? RetainFulls,
    string Compression, int? MemoryMegabytes, int WaitTimeoutSeconds)
{
    public bool Restores => Bootstrap == "restore";

    public static PrimarySettings Read(StackSettings stack, SettingsReader settings)
    {
        var bootstrap = settings.OneOf("bootstrap", "init", "init", "restore");
        if (bootstrap == "init" && settings.Text("target") is not null)
        {
            settings.Problems.Add("target", "has no meaning without postern:bootstrap: restore",
                "set that too, or remove it");
        }
        var memory = settings.Integer("memory", 0, 64, int.MaxValue);
        return new PrimarySettings(
            stack, GivenArchive.Read(settings, "archive", $"{stack.Name}/{stack.Major}"), bootstrap,
            RecoveryTarget.Read(settings, "target"), settings.Text("database", "app"),
                settings.Text("user", "postgres"),
            Address(settings), settings.Integer("port", 15432, 1, 65535),
            settings.Integer("storePort", 18333, 1, 65535), settings.Integer("archiveTimeout", 60, 0, 86400),
            Schedule(settings), Fulls(settings),
            settings.OneOf("compression", "lz4", "lz4", "zstd", "brotli", "none"), memory == 0 ? null : memory,
            WaitTimeout.Read(settings, bootstrap == "restore" ? WaitTimeout.Restore : WaitTimeout.Start));
    }

    private static string Address(SettingsReader settings)
    {
        var text = settings.Text("bindAddress", "127.0.0.1");
        if (!IPAddress.TryParse(text, out _))
        {
            settings.Problems.Add("bindAddress", $"'{text}' is no IP address",
                "use 127.0.0.1, 0.0.0.0 or an address of the host");
        }
        return text;
    }

    private static string Schedule(SettingsReader settings)
    {
        var text = settings.Text("backupSchedule", "weekly");
        if (!CalendarEvent.TryParse(text, out _))
        {
            settings.Problems.Add(
                "backupSchedule", $"'{text}' is no calendar expression",
                "write it as systemd's OnCalendar: weekly, or Sun 03:00");
        }
        return text;
    }

    private static int? Fulls(SettingsReader settings)
    {
        const int kept = 4;
        if (settings.Text("retention") == "none") return null;
        if (settings.Object("retention") is not { } map) return kept;
        if (map.TryGetProperty("fulls", out var fulls) && fulls.ValueKind == JsonValueKind.Number
            && fulls.TryGetInt32(out var count) && count >= 1)
        {
            return count;
        }
        settings.Problems.Add("retention.fulls", "is not a number from 1 on",
            "say how many full backups to keep, or retention: none");
        return kept;
    }
}
