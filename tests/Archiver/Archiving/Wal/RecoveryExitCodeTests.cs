using Postern.Tests.Archiver.Servers;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Wal;

/// <summary>
/// What a real server does with wal-fetch's exit codes: no fault of the store ends a recovery early, and all rows are
/// there once it is healed.
/// </summary>
[Trait("Tier", "real-server")]
public sealed class RecoveryExitCodeTests
{
    private const string Rows = "select count(*) from t";

    [Theory]
    [InlineData("away")]
    [InlineData("emptied")]
    [InlineData("denied")]
    [InlineData("garbage")]
    [InlineData("cut")]
    public async Task No_fault_of_the_store_ends_a_recovery_early(string fault)
    {
        await using var host = await HostPostgres.CreateAsync();
        await ArchiveTenRowsAsync(host);
        var restore = $"restore_command = '{host.Command("wal-fetch \"%f\" \"%p\"", "POSTERN_DEADLINE=1")}'";

        await host.CopyAsync("base", "recovery", restore);
        await File.WriteAllTextAsync(Path.Combine(host.Data("recovery"), "recovery.signal"), "");
        await host.CopyAsync("base", "standby", restore, "wal_retrieve_retry_interval = 500");
        await File.WriteAllTextAsync(Path.Combine(host.Data("standby"), "standby.signal"), "");
        await host.OwnAsync();

        var heal = Break(host, fault);
        await host.StartAsync("recovery");
        await host.WaitStoppedAsync("recovery", after: "exit code 200");
        Assert.True(File.Exists(Path.Combine(host.Data("recovery"), "recovery.signal")));
        await host.StartAsync("standby");
        await host.WaitAsync("standby", "entering standby mode", () => Task.FromResult(
            host.Log("standby").Contains("entering standby mode", StringComparison.Ordinal)));
        if (fault is not ("away" or "emptied")) await host.WaitAsync("standby", "select count(*) < 10 from t", "t");
        Assert.True(await host.IsRunningAsync("standby"));

        heal();
        await host.StartAsync("recovery");
        await host.WaitAsync("recovery", "select pg_is_in_recovery()", "f");
        Assert.Equal("10", await host.QueryAsync("recovery", Rows));
        await host.WaitAsync("standby", Rows, "10");
        Assert.Equal("t", await host.QueryAsync("standby", "select pg_is_in_recovery()"));
    }

    [Fact]
    public async Task A_store_that_is_away_is_counted_and_nothing_is_lost()
    {
        await using var host = await HostPostgres.CreateAsync();
        await host.InitializeAsync("primary", ArchiveSettings(host, "POSTERN_DEADLINE=2"));
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        Directory.Move(host.Archive, host.Archive + ".away");
        await host.QueryAsync("primary", "create table t (i int)");
        await host.QueryAsync("primary", "select pg_switch_wal()");
        await host.WaitAsync("primary", "select failed_count > 0 from pg_stat_archiver", "t");
        Assert.Contains("archive command failed with exit code 2", host.Log("primary"), StringComparison.Ordinal);
        Directory.Move(host.Archive + ".away", host.Archive);
        await host.QueryAsync("primary", "select pg_reload_conf()");
        await host.WaitAsync("primary", "select archived_count > 0 from pg_stat_archiver", "t");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(host.Archive, "wal_005"), "*.lz4"));
    }

    [Fact]
    public async Task A_copy_without_the_claim_archives_nothing()
    {
        await using var host = await HostPostgres.CreateAsync();
        await ArchiveTenRowsAsync(host);
        var before = Directory.GetFiles(Path.Combine(host.Archive, "wal_005")).Length;
        await host.CopyAsync("primary", "clone", ArchiveSettings(host));
        await host.StartAsync("clone");
        await host.WaitAsync("clone", "select 1", "1");
        await host.QueryAsync("clone", "insert into t values (99)");
        await host.QueryAsync("clone", "select pg_switch_wal()");
        await host.WaitAsync("clone", "select failed_count > 0 from pg_stat_archiver", "t");
        Assert.Contains("archive command failed with exit code 40", host.Log("clone"), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Path.Combine(host.Archive, "wal_005")).Length);
    }

    private static string[] ArchiveSettings(HostPostgres host, params string[] environment) =>
    [
        "archive_mode = on", $"archive_command = '{host.Command("wal-push \"%p\"", environment)}'", "wal_keep_size = 0",
    ];

    /// <summary>A cold copy as the base, then ten rows in ten segments, all of them archived.</summary>
    private static async Task ArchiveTenRowsAsync(HostPostgres host)
    {
        await host.InitializeAsync("primary", ArchiveSettings(host));
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        await host.QueryAsync("primary", "create table t (i int)");
        await host.QueryAsync("primary", "checkpoint");
        await host.StopAsync("primary");
        await host.CopyAsync("primary", "base", "archive_mode = off");
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        for (var row = 1; row <= 10; row++)
        {
            await host.QueryAsync("primary", $"insert into t values ({row})");
            await host.QueryAsync("primary", "select pg_switch_wal()");
        }
        await host.WaitAsync(
            "primary",
            "select coalesce(last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1), false) "
            + "from pg_stat_archiver",
            "t");
        await host.StopAsync("primary");
    }

    private static Action Break(HostPostgres host, string fault)
    {
        var folder = Path.Combine(host.Archive, "wal_005");
        string[] segments = [.. Directory.GetFiles(folder, "*.lz4").Order(StringComparer.Ordinal)];
        var victim = segments[^6];
        var whole = File.ReadAllBytes(victim);
        switch (fault)
        {
            case "away":
                Directory.Move(host.Archive, host.Archive + ".away");
                return () => Directory.Move(host.Archive + ".away", host.Archive);
            case "emptied":
                // What a mount point looks like without its disk.
                Directory.Move(host.Archive, host.Archive + ".away");
                Directory.CreateDirectory(host.Archive);
                return () =>
                {
                    Directory.Delete(host.Archive, recursive: true);
                    Directory.Move(host.Archive + ".away", host.Archive);
                };
            case "denied":
                var mode = File.GetUnixFileMode(victim);
                File.SetUnixFileMode(victim, UnixFileMode.None);
                return () => File.SetUnixFileMode(victim, mode);
            case "garbage":
                File.WriteAllBytes(victim, File.ReadAllBytes(segments[^4]));
                return () => File.WriteAllBytes(victim, whole);
            default:
                File.WriteAllBytes(victim, whole[..(whole.Length / 2)]);
                return () => File.WriteAllBytes(victim, whole);
        }
    }
}
