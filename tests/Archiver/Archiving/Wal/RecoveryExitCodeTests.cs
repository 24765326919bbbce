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
    [Theory]
    [InlineData("away")]
    [InlineData("emptied")]
    [InlineData("denied")]
    [InlineData("garbage")]
    [InlineData("cut")]
    public async Task No_fault_of_the_store_ends_a_recovery_early(string fault)
    {
        await using var host = await HostPostgres.CreateAsync();
        var rehearsal = await RecoveryRehearsal.PrepareAsync(host);
        await rehearsal.FailAndHealAsync(
            () => Task.FromResult(Break(host, fault)), isSomeDelivered: fault is not ("away" or "emptied"));
    }

    [Fact]
    public async Task A_store_that_is_away_is_counted_and_nothing_is_lost()
    {
        await using var host = await HostPostgres.CreateAsync();
        await host.InitializeAsync("primary", RecoveryRehearsal.ArchiveSettings(host, "POSTERN_DEADLINE=2"));
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
        await RecoveryRehearsal.PrepareAsync(host);
        var before = Directory.GetFiles(Path.Combine(host.Archive, "wal_005")).Length;
        await host.CopyAsync("primary", "clone", RecoveryRehearsal.ArchiveSettings(host));
        await host.StartAsync("clone");
        await host.WaitAsync("clone", "select 1", "1");
        await host.QueryAsync("clone", "insert into t values (99)");
        await host.QueryAsync("clone", "select pg_switch_wal()");
        await host.WaitAsync("clone", "select failed_count > 0 from pg_stat_archiver", "t");
        Assert.Contains("archive command failed with exit code 40", host.Log("clone"), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Path.Combine(host.Archive, "wal_005")).Length);
    }

    private static Func<Task> Break(HostPostgres host, string fault)
    {
        var folder = Path.Combine(host.Archive, "wal_005");
        string[] segments = [.. Directory.GetFiles(folder, "*.lz4").Order(StringComparer.Ordinal)];
        var victim = segments[^6];
        var whole = File.ReadAllBytes(victim);
        switch (fault)
        {
            case "away":
                Directory.Move(host.Archive, host.Archive + ".away");
                return () => Heal(() => Directory.Move(host.Archive + ".away", host.Archive));
            case "emptied":
                // What a mount point looks like without its disk.
                Directory.Move(host.Archive, host.Archive + ".away");
                Directory.CreateDirectory(host.Archive);
                return () => Heal(() =>
                {
                    Directory.Delete(host.Archive, recursive: true);
                    Directory.Move(host.Archive + ".away", host.Archive);
                });
            case "denied":
                var mode = File.GetUnixFileMode(victim);
                File.SetUnixFileMode(victim, UnixFileMode.None);
                return () => Heal(() => File.SetUnixFileMode(victim, mode));
            case "garbage":
                File.WriteAllBytes(victim, File.ReadAllBytes(segments[^4]));
                return () => Heal(() => File.WriteAllBytes(victim, whole));
            default:
                File.WriteAllBytes(victim, whole[..(whole.Length / 2)]);
                return () => Heal(() => File.WriteAllBytes(victim, whole));
        }
    }

    private static Task Heal(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
