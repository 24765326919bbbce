using Postern.Tests.Archiver.Servers;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Rewind;

/// <summary>A failed primary that has removed what pg_rewind needs gets it back.</summary>
[Trait("Tier", "real-server")]
public sealed class RewindWalTests
{
    [Fact]
    public async Task What_the_failed_primary_removed_comes_back_and_pg_rewind_succeeds()
    {
        await using var host = await HostPostgres.CreateAsync();
        await DivergeAsync(host);
        string[] rewind =
            ["--target-pgdata", host.Data("primary"), "--source-pgdata", host.Data("standby"), "--no-sync"];
        var before = await host.RunAsPostgresAsync("pg_rewind", [.. rewind, "--dry-run"]);
        Assert.NotEqual(0, before.ExitCode);
        Assert.Contains("could not open file", before.Error, StringComparison.Ordinal);

        var restored = await RestoreAsync(host);
        Assert.Equal(0, restored.ExitCode);
        Assert.Matches("the servers parted at 0/[0-9A-F]+ on timeline 1; fetched [0-9]+ segments", restored.Output);
        var again = await RestoreAsync(host);
        Assert.Contains("is in", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(host.Data("primary"), "pg_wal")),
            path => path.Contains(".tmp.", StringComparison.Ordinal));

        var after = await host.RunAsPostgresAsync("pg_rewind", rewind);
        Assert.True(after.ExitCode == 0, after.Text);
        Assert.Contains("rewinding from last common checkpoint", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_archive_has_not_either_is_named_and_a_running_target_is_refused()
    {
        await using var host = await HostPostgres.CreateAsync();
        await DivergeAsync(host);
        var archived = Directory.GetFiles(Path.Combine(host.Archive, "wal_005"), "*.lz4")
            .Order(StringComparer.Ordinal).ToList();
        // One in the middle of what was written after the servers parted.
        var victim = archived[^4];
        File.Delete(victim);
        var missing = await RestoreAsync(host);
        Assert.Equal(54, missing.ExitCode);
        Assert.Contains(Path.GetFileNameWithoutExtension(victim), missing.Error, StringComparison.Ordinal);

        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        var running = await RestoreAsync(host);
        Assert.Equal(51, running.ExitCode);
        Assert.Contains("runs (process", running.Error, StringComparison.Ordinal);

        // What it must recover first would remove what is fetched.
        await host.StopAsync("primary", "immediate");
        var crashed = await RestoreAsync(host);
        Assert.Equal(51, crashed.ExitCode);
        Assert.Contains("postgres --single", crashed.Error, StringComparison.Ordinal);
    }

    private static Task<TestKit.Docker.CommandResult> RestoreAsync(HostPostgres host) =>
        host.RunAsPostgresAsync("archiver", "wal-restore", host.Data("primary"), host.Data("standby"));

    /// <summary>A standby is promoted; the old primary goes on, archives, and removes what it archived.</summary>
    private static async Task DivergeAsync(HostPostgres host)
    {
        await host.InitializeAsync(
            "primary", "archive_mode = on", $"archive_command = '{host.Command("wal-push \"%p\"")}'",
            "wal_log_hints = on", "max_wal_size = 2MB", "min_wal_size = 2MB", "wal_keep_size = 0");
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        await host.QueryAsync("primary", "create table t (i int)");
        await host.StopAsync("primary");
        await host.CopyAsync(
            "primary", "standby", "archive_mode = off",
            $"primary_conninfo = 'host={host.Socket("primary")}'");
        await File.WriteAllTextAsync(Path.Combine(host.Data("standby"), "standby.signal"), "");
        await host.OwnAsync();
        await host.StartAsync("primary");
        await host.StartAsync("standby");
        await host.WaitAsync("standby", "select status from pg_stat_wal_receiver", "streaming");
        await host.QueryAsync("primary", "insert into t values (1)");
        await host.WaitAsync("standby", "select count(*) from t", "1");
        await host.QueryAsync("standby", "select pg_promote()");
        await host.QueryAsync("standby", "checkpoint");
        await host.StopAsync("standby");

        var last = "";
        for (var row = 0; row < 8; row++)
        {
            await host.QueryAsync("primary", "insert into t values (2)");
            last = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
        }
        await host.WaitAsync("primary", $"select last_archived_wal >= '{last}' from pg_stat_archiver", "t");
        await host.QueryAsync("primary", "checkpoint");
        await host.StopAsync("primary");
    }
}
