using System.Text.Json;
using Postern.Tests.TestKit.Docker;

namespace Postern.Tests.EndToEnd.DataPath;

/// <summary>
/// A drill as the program declares it: a container of its own with a volume of its own and, by default, the reader's
/// key.
/// </summary>
public static class DrillRun
{
    /// <summary>Runs to the end and reads the report.</summary>
    public static async Task<DrillReport> RunAsync(
        TestArchive archive, object target, (string Name, string Sql)[] checks, int major = 17, string backup = "AUTO",
        Uri? endpoint = null, int deadlineSeconds = 300, Func<string, Task>? whileRunning = null)
    {
        var image = await TestImages.PostgresAsync(major);
        var name = DockerCli.UniqueName("postern-drill");
        var plan = JsonSerializer.Serialize(new
        {
            version = 1, run = "", major, target, backup, deadlineSeconds,
            checks = checks.Select(one => new { name = one.Name, database = "postgres", sql = one.Sql, expect = "t" }),
            parameters = new[]
            {
                new[] { "archive_mode", "off" }, ["restore_command", "archiver wal-fetch \"%f\" \"%p\""],
                ["shared_buffers", "64MB"],
            },
        });
        try
        {
            await DockerCli.RunAsync(
                "create", "--name", name, "--label", DockerCli.TestLabel, "--network", archive.Fixture.Network.Name,
                "--volume", "/var/lib/postgresql", "--tmpfs", "/run/secrets.d:rw,noexec,nosuid,size=1m,mode=0700",
                "--entrypoint", "/usr/bin/tini", image, "--", "archiver", "drill", "--plan", "/conf/drill.json");
            await DockerCli.UploadAsync(name, "/conf/drill.json", plan, "0644");
            await DockerCli.UploadAsync(name, "/etc/postern/archiver.json", archive.Settings(reader: true, endpoint));
            await DockerCli.RunAsync("start", name);
            if (whileRunning is not null) await whileRunning(name);
            var code = await DockerCli.RunAsync("wait", name);
            return DrillReport.Parse(code, await DockerCli.LogsAsync(name));
        }
        finally
        {
            await DockerCli.RemoveContainerAsync(name);
        }
    }
}

/// <summary>The report of a drill, with the whole log for messages.</summary>
public sealed record DrillReport(string ExitCode, JsonElement Json, string Log)
{
    public bool Ok => Json.GetProperty("ok").GetBoolean();

    public string Error => Json.TryGetProperty("error", out var error) ? error.GetString() ?? "" : "";

    public static DrillReport Parse(string code, string log)
    {
        var line = log.Split('\n').LastOrDefault(one => one.StartsWith("REPORT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no report in the log (exit code {code}):\n{log}");
        using var document = JsonDocument.Parse(line["REPORT ".Length..]);
        return new DrillReport(code, document.RootElement.Clone(), log);
    }
}
