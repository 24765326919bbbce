using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

[Trait("Tier", "end-to-end")]
[Collection("data path")]
public sealed class BootTests(DataPathFixture fixture)
{
    [Fact]
    public async Task A_killed_server_comes_back_with_every_commit_and_a_second_one_on_its_volume_is_refused()
    {
        var archive = fixture.Archive("kill");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        var log = new CommitLog();
        await CommitLog.CreateAsync(server);
        await using (var second = await PostgresServer.StartAsync(archive,
            new ServerOptions { DataVolume = server.DataVolume }))
        {
            var (code, text) = await second.WaitExitAsync();
            Assert.Equal(70, code);
            Assert.Contains("another server runs on this volume", text, StringComparison.Ordinal);
        }

        Task[] writers = [log.WriteAsync(server, CancellationToken.None), log.WriteAsync(server,
            CancellationToken.None)];
        while (log.Count < 200) await Task.Delay(20);
        await DockerCli.RunAsync("kill", server.Name);
        await Task.WhenAll(writers);
        await DockerCli.RunAsync("start", server.Name);
        await server.WaitReadyAsync();
        Assert.True(await log.HoldsAsync(server));
        await archive.WaitForSegmentAsync(await server.SwitchWalAsync(), seconds: 15);
    }

    [Fact]
    public async Task A_volume_with_data_of_somebody_else_is_refused()
    {
        var archive = fixture.Archive("foreign");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        await DockerCli.RunAsync("stop", server.Name);
        await DockerCli.RunAsync(
            "run", "--rm", "--volume", $"{server.DataVolume}:/v", "--entrypoint", "rm", server.Image,
                "/v/17/postern/marker.json");
        await DockerCli.RunAsync("start", server.Name);
        var (code, log) = await server.WaitExitAsync();
        Assert.Equal(70, code);
        Assert.Contains("data that Postern did not make", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_never_an_empty_archive()
    {
        var archive = fixture.Archive("silent");
        await using var server = await PostgresServer.StartAsync(
            archive, new ServerOptions { Endpoint = new Uri("http://127.0.0.1:9") });
        var (code, log) = await server.WaitExitAsync();
        Assert.Equal(70, code);
        Assert.Contains("did not say whether it is empty", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settle_reports_a_refused_setting_by_name_and_what_boot_refused()
    {
        var archive = fixture.Archive("settle");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        Assert.Contains("\"ok\":true", (await SettleAsync(server)).Output, StringComparison.Ordinal);

        await server.WriteSettingAsync("postgresql.conf", PostgresServer.Configuration(
            "work_mem = '7MB'\nshared_buffers = 65MB"));
        var pending = await SettleAsync(server);
        Assert.Contains("\"pendingRestart\":[\"shared_buffers\"]", pending.Output, StringComparison.Ordinal);
        Assert.Equal("7MB", await server.SqlAsync("show work_mem"));

        await server.WriteSettingAsync("postgresql.conf", PostgresServer.Configuration("work_mem = banana"));
        var refused = await SettleAsync(server);
        Assert.Equal(71, refused.ExitCode);
        Assert.Contains("work_mem banana", refused.Output, StringComparison.Ordinal);
        Assert.Equal("7MB", await server.SqlAsync("show work_mem"));

        await DockerCli.RunAsync("restart", server.Name);
        await server.WaitExitAsync();
        var told = await SettleAsync(server);
        Assert.Equal(70, told.ExitCode);
        Assert.Contains("invalid value for parameter", told.Output, StringComparison.Ordinal);
    }

    private static Task<CommandResult> SettleAsync(PostgresServer server) => server.RunOneShotAsync(
        ["--user", "999:999", "--network", "none", "--volume", $"{server.RunVolume}:/var/run/postgresql", "-e",
            "PGUSER=postgres"],
        ["archiver", "settle", "--deadline-seconds", "60"]);
}
