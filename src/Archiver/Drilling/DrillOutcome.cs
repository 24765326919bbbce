using System.Text.Json;
using Postern.Archiver.Reporting;

namespace Postern.Archiver.Drilling;

/// <summary>What a drill found out; filled as it goes, so that a failed one reports how far it came.</summary>
public sealed class DrillOutcome
{
    public string? Backup { get; set; }

    /// <summary>The time of the last commit that the restored server has.</summary>
    public DateTimeOffset? RecoveredUntil { get; set; }

    public long? Timeline { get; set; }

    public string? Lsn { get; set; }

    public TimeSpan? Fetch { get; set; }

    public TimeSpan? Replay { get; set; }

    public TimeSpan? Verify { get; set; }

    public List<CheckResult> Checks { get; } = [];

    /// <summary>The server's last FATAL line.</summary>
    public string? ServerError { get; set; }

    /// <summary>Null when every check went well.</summary>
    public string? FailedChecks => Checks.Where(one => !one.Ok).ToArray() is { Length: > 0 } failed
        ? "failed: " + string.Join("; ", failed.Take(3).Select(one => $"'{one.Name}' ({one.Detail})"))
        : null;

    public Report ToReport(string? error) => new Report(error is null, error)
        .Add("recoveredUntil", RecoveredUntil)
        .Add("backup", Backup)
        .Add("timeline", Timeline)
        .Add("lsn", Lsn)
        .AddSeconds("fetchSeconds", Fetch)
        .AddSeconds("replaySeconds", Replay)
        .AddSeconds("verifySeconds", Verify)
        .Add("serverError", ServerError)
        .AddObjects("checks", Checks, Write);

    private static void Write(CheckResult check, Utf8JsonWriter writer)
    {
        writer.WriteString("name", check.Name);
        writer.WriteBoolean("ok", check.Ok);
        writer.WriteNumber("seconds", Math.Round(check.Elapsed.TotalSeconds, 1));
        writer.WriteString("detail", check.Detail.Length <= 500 ? check.Detail : check.Detail[..500] + "...");
    }
}
