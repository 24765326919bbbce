using Postern.Tests.Archiver.Servers;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Wal;

/// <summary>
/// Ten rows in ten archived segments, and two servers that recover from them while the store is broken: one under
/// recovery.signal, which must stop and go on later, and one under standby.signal, which must wait.
/// </summary>
internal sealed class RecoveryRehearsal
{
    private const string Rows = "select count(*) from t";
    private readonly HostPostgres _host;
    private readonly string[] _environment;

    private RecoveryRehearsal(HostPostgres host, string[] environment) => (_host, _environment) = (host, environment);

    /// <summary>The names of the ten segments, in order.</summary>
    public IReadOnlyList<string> Segments { get; private set; } = [];

    /// <summary>A cold copy as the base, then ten rows in ten segments, all of them archived.</summary>
    public static async Task<RecoveryRehearsal> PrepareAsync(HostPostgres host, params string[] environment)
    {
        var segments = new List<string>();
        await host.InitializeAsync("primary", ArchiveSettings(host, environment));
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
            segments.Add(await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)"));
        }
        await host.WaitAsync(
            "primary",
            $"select coalesce(last_archived_wal >= '{segments[^1]}', false) from pg_stat_archiver", "t");
        await host.StopAsync("primary");
        return new RecoveryRehearsal(host, environment) { Segments = segments };
    }

    public static string[] ArchiveSettings(HostPostgres host, params string[] environment) =>
    [
        "archive_mode = on", $"archive_command = '{host.Command("wal-push \"%p\"", environment)}'", "wal_keep_size = 0",
    ];

    /// <param name="breakStore">Breaks the store; what it gives heals it.</param>
    /// <param name="isSomeDelivered">The fault is in the middle, so that a standby gets some of the rows.</param>
    public async Task FailAndHealAsync(Func<Task<Func<Task>>> breakStore, bool isSomeDelivered)
    {
        var command = _host.Command("wal-fetch \"%f\" \"%p\"", ["POSTERN_DEADLINE=1", .. _environment]);
        await _host.CopyAsync("base", "recovery", $"restore_command = '{command}'");
        await File.WriteAllTextAsync(Path.Combine(_host.Data("recovery"), "recovery.signal"), "");
        await _host.CopyAsync("base", "standby", $"restore_command = '{command}'", "wal_retrieve_retry_interval = 500");
        await File.WriteAllTextAsync(Path.Combine(_host.Data("standby"), "standby.signal"), "");
        await _host.OwnAsync();

        var heal = await breakStore();
        await _host.StartAsync("recovery");
        await _host.WaitStoppedAsync("recovery", after: "exit code 200");
        Assert.True(File.Exists(Path.Combine(_host.Data("recovery"), "recovery.signal")));
        await _host.StartAsync("standby");
        await _host.WaitAsync("standby", "entering standby mode", () => Task.FromResult(
            _host.Log("standby").Contains("entering standby mode", StringComparison.Ordinal)));
        if (isSomeDelivered) await _host.WaitAsync("standby", "select count(*) < 10 from t", "t");
        Assert.True(await _host.IsRunningAsync("standby"));

        await heal();
        await _host.WaitAsync("recovery", "a start goes on and recovery ends", async () =>
        {
            // On a loaded machine a whole store may be slower than the deadline, too.
            if (!await _host.IsRunningAsync("recovery")) await _host.StartAsync("recovery");
            return await _host.TryQueryAsync("recovery", "select pg_is_in_recovery()") == "f";
        });
        Assert.Equal("10", await _host.QueryAsync("recovery", Rows));
        await _host.WaitAsync("standby", Rows, "10");
        Assert.Equal("t", await _host.QueryAsync("standby", "select pg_is_in_recovery()"));
    }
}
