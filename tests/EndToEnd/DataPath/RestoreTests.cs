using System.Globalization;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

[Trait("Tier", "end-to-end")]
[Collection("data path")]
public sealed class RestoreTests(DataPathFixture fixture)
{
    [Fact]
    public async Task A_backup_under_load_with_a_tablespace_restores_exactly_the_commits()
    {
        var archive = fixture.Archive("load");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        await server.ExecAsync("mkdir", "/var/lib/postgresql/elsewhere");
        await server.SqlAsync("create tablespace elsewhere location '/var/lib/postgresql/elsewhere'");
        await server.ExecAsync("pgbench", "-q", "-i", "-s", "5", "-U", "postgres", "--index-tablespace=elsewhere",
            "postgres");
        var log = new CommitLog();
        await CommitLog.CreateAsync(server, "tablespace elsewhere");

        using var stop = new CancellationTokenSource();
        var load = server.ExecAsync("pgbench", "-U", "postgres", "-c", "4", "-T", "25", "-n", "postgres");
        Task[] writers = [log.WriteAsync(server, stop.Token), log.WriteAsync(server, stop.Token)];
        var segment = await server.SwitchWalAsync();
        await archive.WaitForSegmentAsync(segment, seconds: 5);
        await server.BackUpAsync();
        var afterBackup = log.Count;
        await load;
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.True(log.Count > afterBackup, "nothing was committed after the backup");
        var middle = await server.SqlAsync(
            "select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'");
        await server.SqlAsync("insert into commit_log values (-5, 'later')");
        await archive.WaitForSegmentAsync(await server.SwitchWalAsync(), seconds: 30);

        var atTime = await DrillRun.RunAsync(
            archive, new { kind = "time", value = middle, inclusive = true, timeline = "latest" },
            [("commits", log.Assertion()), ("balances",
                "select (select sum(delta) from pgbench_history) = (select sum(abalance) from pgbench_accounts)")]);
        Assert.True(atTime.Ok, atTime.Log);
        Assert.Equal("0", atTime.ExitCode);
        var names = atTime.Json.GetProperty("checks").EnumerateArray().Select(one =>
            one.GetProperty("name").GetString());
        Assert.Equal(["commits", "balances", "every table can be read", "pg_amcheck", "page checksums"], names);
        var until = DateTimeOffset.Parse(atTime.Json.GetProperty("recoveredUntil").GetString()!,
            CultureInfo.InvariantCulture);
        Assert.True(until <= DateTimeOffset.Parse(middle, CultureInfo.InvariantCulture));

        var latest = await DrillRun.RunAsync(
            archive, new { kind = "latest" }, [("later row", "select count(*) = 1 from commit_log where id = -5")]);
        Assert.True(latest.Ok, latest.Log);

        var broken = await DrillRun.RunAsync(archive, new { kind = "immediate" }, [("impossible", "select false")]);
        Assert.False(broken.Ok);
        Assert.Equal("71", broken.ExitCode);
        Assert.Contains("'impossible'", broken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Other_major_versions_boot_archive_and_restore(int major)
    {
        var archive = fixture.Archive("major", major);
        await using var server = await PostgresServer.StartReadyAsync(archive, new ServerOptions { Major = major });
        await server.SqlAsync("create table t (x int)");
        await server.BackUpAsync();
        await server.SqlAsync("insert into t values (1)");
        await archive.WaitForSegmentAsync(await server.SwitchWalAsync(), seconds: 10);
        var report = await DrillRun.RunAsync(
            archive, new { kind = "latest" }, [("row", "select count(*) = 1 from t")], major);
        Assert.True(report.Ok, report.Log);
    }

    [Fact]
    public async Task A_volume_that_is_gone_is_refused_and_comes_back_by_restore()
    {
        var archive = fixture.Archive("lost");
        await using (var first = await PostgresServer.StartReadyAsync(archive))
        {
            await first.SqlAsync("create table t (x int)");
            await first.BackUpAsync();
            await first.SqlAsync("insert into t values (42)");
            await archive.WaitForSegmentAsync(await first.SwitchWalAsync(), seconds: 10);
        }

        await using (var empty = await PostgresServer.StartAsync(archive))
        {
            var (code, log) = await empty.WaitExitAsync();
            Assert.Equal(70, code);
            Assert.Contains("is not empty", log, StringComparison.Ordinal);
            Assert.Contains("postern:bootstrap: restore", log, StringComparison.Ordinal);
        }

        await using var restored = await PostgresServer.StartReadyAsync(archive,
            new ServerOptions { Provision = "restore" });
        Assert.Equal("42", await restored.SqlAsync("select x from t"));
        Assert.Equal("f", await restored.SqlAsync("select pg_is_in_recovery()"));
        await archive.WaitForSegmentAsync(await restored.SwitchWalAsync(), seconds: 10);
        var keys = await archive.KeysAsync();
        Assert.Contains(keys, key => key.StartsWith("wal_005/00000002.history", StringComparison.Ordinal));
        await DockerCli.RunAsync("restart", restored.Name);
        await restored.WaitReadyAsync();
        Assert.Equal("42", await restored.SqlAsync("select x from t"));
    }
}
