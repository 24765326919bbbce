using System.Text.Json;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

[Trait("Tier", "end-to-end")]
[Collection("data path")]
public sealed class DoctorTests(DataPathFixture fixture)
{
    private const int CheckFailed = 71;

    [Fact]
    public async Task A_live_container_is_told_what_is_wrong_and_nothing_once_it_is_well()
    {
        var archive = fixture.Archive("doctor");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        var (code, fresh) = await ExamineAsync(server);
        Assert.Equal(CheckFailed, code);
        Assert.Contains("has no backup", Of(fresh, "failure", "archive").Text, StringComparison.Ordinal);

        await server.BackUpAsync();
        await archive.WaitForSegmentAsync(await server.SwitchWalAsync(), seconds: 60);
        var (healthy, well) = await ExamineAsync(server);
        Assert.Equal((0, ""), (healthy, Bad(well)));
        foreach (var subject in (string[])
            [
                "/bin/sh", "/dev/shm", "disk", "image", "settings", "server", "archive_command", "pg_stat_archiver",
                "collations", "archive", "claim", "clock",
            ])
            Assert.Contains(well, one => one.Subject == subject);

        await server.SqlAsync("select pg_create_physical_replication_slot('nobody', true)");
        var (_, warned) = await ExamineAsync(server, "--env", "WALG_COMPRESION_METHOD=zstd");
        Assert.Contains("'nobody'", Of(warned, "warning", "replication slot").Text, StringComparison.Ordinal);
        Assert.Contains("'WALG_COMPRESION_METHOD'", Of(warned, "warning", "settings").Text, StringComparison.Ordinal);

        var (gone, silent) = await ExamineAsync(server, "--env", "PGHOST=/nowhere");
        Assert.Equal(CheckFailed, gone);
        Assert.Contains("/nowhere", Of(silent, "failure", "server").Text, StringComparison.Ordinal);
        Assert.All(silent, one => Assert.True(one.Severity == "ok" || one.Fix is { Length: > 0 }, one.Text));
    }

    private static async Task<(int Code, IReadOnlyList<Found> Findings)> ExamineAsync(
        PostgresServer server, params string[] flags)
    {
        var result = await DockerCli.TryRunAsync(
            [
                "exec", "--user", "999:999", "--env", "PGDATA=/var/lib/postgresql/17/data", .. flags, server.Name,
                "archiver", "doctor", "--json",
            ]);
        using var document = JsonDocument.Parse(result.Output);
        return (result.ExitCode,
        [
            .. document.RootElement.EnumerateArray().Select(one => new Found(
                one.GetProperty("subject").GetString()!, one.GetProperty("severity").GetString()!,
                one.GetProperty("text").GetString()!, one.GetProperty("fix").GetString())),
        ]);
    }

    private static Found Of(IReadOnlyList<Found> findings, string severity, string subject) =>
        findings.FirstOrDefault(one => one.Severity == severity && one.Subject == subject)
        ?? throw new InvalidOperationException($"no {severity} of '{subject}' in: {string.Join('\n', findings)}");

    private static string Bad(IReadOnlyList<Found> findings) =>
        string.Join('\n', findings.Where(one => one.Severity != "ok"));

    private sealed record Found(string Subject, string Severity, string Text, string? Fix);
}
