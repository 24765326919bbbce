using Postern.Archiver.Core.Wal;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.Archiver.Storage.S3;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Receiving;

/// <summary>
/// wal-receive as a process beside a real server. A slot keeps the server's segments, so what arrived is compared with
/// what the server has.
/// </summary>
[Trait("Tier", "real-server")]
public sealed class WalReceiveTests
{
    private const string Row = "insert into t values (1)";

    [Fact]
    public async Task A_row_is_in_the_archive_before_its_segment_ends_and_nobody_minds_the_partial()
    {
        await using var host = await HostPostgres.CreateAsync();
        await StartAsync(host, $"archive_mode = on", $"archive_command = '{host.Command("wal-push \"%p\"")}'");
        await host.ArchiverAsync("primary", "backup-push", host.Data("primary"));
        await using var receive = Receive(host, "primary");
        await host.QueryAsync("primary", Row);
        var segment = await host.QueryAsync("primary", "select pg_walfile_name(pg_current_wal_lsn())");
        await WaitAsync(host, receive, $"{segment}.partial.lz4");

        // A backup whose start and stop lie around a partial, and a listing with one.
        await host.ArchiverAsync("primary", "backup-push", host.Data("primary"));
        await host.QueryAsync("primary", Row);
        await WaitAsync(host, receive, ".partial.lz4");
        await host.ArchiverAsync("primary", "wal-show");
        await host.ArchiverAsync("primary", "wal-verify", "integrity", "timeline");
        var last = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
        await WaitAsync(host, receive, $"{last}.lz4");
        await host.WaitAsync("primary", $"select last_archived_wal >= '{last}' from pg_stat_archiver", "t");
        Assert.Equal("0", await host.QueryAsync("primary", "select failed_count from pg_stat_archiver"));
        Assert.Equal(3, await receive.TerminateAsync());
        Assert.Contains("interrupted by a signal", receive.Output, StringComparison.Ordinal);
        await AssertWholeAsync(host, "primary", last);
    }

    [Fact]
    public async Task What_came_last_replays_when_the_primary_is_lost_in_the_middle_of_a_segment()
    {
        await using var host = await HostPostgres.CreateAsync();
        await StartAsync(host);
        await host.StopAsync("primary");
        await host.CopyAsync(
            "primary", "recovery", $"restore_command = '{host.Command("wal-fetch \"%f\" \"%p\"")}'");
        await File.WriteAllTextAsync(Path.Combine(host.Data("recovery"), "recovery.signal"), "");
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        await using var receive = Receive(host, "primary");
        await host.WaitAsync("primary", "select active from pg_replication_slots", "t");
        await host.QueryAsync("primary", Row);
        await host.QueryAsync("primary", "select pg_switch_wal()");
        await host.QueryAsync("primary", Row);
        await host.WaitAsync(
            "primary", "select flush_lsn >= pg_current_wal_flush_lsn() from pg_stat_replication", "t");
        await host.StopAsync("primary", "immediate");
        Assert.Equal(50, await receive.WaitAsync());

        var partial = Names(host).Single(name => name.Contains(".partial", StringComparison.Ordinal))[..24];
        var pgWal = Path.Combine(host.Data("recovery"), "pg_wal");
        await host.ArchiverAsync("recovery", "wal-fetch", partial + ".partial", Path.Combine(pgWal, partial));
        await host.StartAsync("recovery");
        await host.WaitAsync("recovery", "select pg_is_in_recovery()", "f");
        Assert.Equal("2", await host.QueryAsync("recovery", "select count(*) from t"));
    }

    [Fact]
    public async Task Killed_and_started_again_it_leaves_no_gap()
    {
        await using var host = await HostPostgres.CreateAsync();
        await StartAsync(host);
        var last = "";
        for (var round = 0; round < 4; round++)
        {
            await using var receive = Receive(host, "primary");
            await host.QueryAsync("primary", Row);
            if (round > 0) last = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
            await host.QueryAsync("primary", "insert into t select generate_series(1, 9000)");
            var segment = await host.QueryAsync("primary", "select pg_walfile_name(pg_current_wal_lsn())");
            // A lost connection is no end.
            if (round == 0)
                await host.QueryAsync("primary", "select pg_terminate_backend(active_pid) from pg_replication_slots");
            // In the middle of a segment, and once while segments are being stored.
            if (round != 2) await WaitAsync(host, receive, $"{segment}.partial.lz4");
            await receive.KillAsync();
        }
        await using var end = Receive(host, "primary");
        last = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
        await WaitAsync(host, end, $"{last}.lz4");
        await AssertWholeAsync(host, "primary", last);
        await host.ArchiverAsync("primary", "wal-verify", "timeline");
    }

    [Fact]
    public async Task A_lost_connection_in_the_middle_of_a_segment_is_gone_on_with()
    {
        await using var host = await HostPostgres.CreateAsync();
        await StartAsync(host);
        await using var receive = Receive(host, "primary");
        for (var round = 0; round < 2; round++)
        {
            await host.WaitAsync("primary", "select bool_or(active) from pg_replication_slots", "t");
            await host.QueryAsync("primary", "insert into t select generate_series(1, 2000)");
            var segment = await host.QueryAsync("primary", "select pg_walfile_name(pg_current_wal_lsn())");
            await WaitAsync(host, receive, $"{segment}.partial.lz4");
            var sender = await host.QueryAsync("primary", "select active_pid from pg_replication_slots");
            await host.QueryAsync("primary", $"select pg_terminate_backend({sender})");
            await host.WaitAsync(
                "primary", $"select count(*) from pg_replication_slots where active_pid <> {sender}", "1");
            var whole = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
            await WaitAsync(host, receive, $"{whole}.lz4");
            await AssertWholeAsync(host, "primary", whole);
        }
    }

    [Fact]
    public async Task It_follows_a_standby_through_its_promotion()
    {
        await using var host = await HostPostgres.CreateAsync();
        await StartAsync(host);
        await host.StopAsync("primary");
        await host.CopyAsync("primary", "standby", $"primary_conninfo = 'host={host.Socket("primary")}'");
        await File.WriteAllTextAsync(Path.Combine(host.Data("standby"), "standby.signal"), "");
        await host.OwnAsync();
        await host.StartAsync("primary");
        await host.StartAsync("standby");
        await host.WaitAsync("standby", "select status from pg_stat_wal_receiver", "streaming");
        // The claim is the primary's, and the promotion does not move it here.
        await using var receive = Receive(
            host, "standby", $"POSTERN_CLAIM_FILE={host.Data("primary")}/../postern/claim");
        await host.WaitAsync("standby", "select active from pg_replication_slots", "t");
        await host.QueryAsync("primary", Row);
        var old = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
        await host.QueryAsync("primary", Row);
        await WaitAsync(host, receive, $"{old}.lz4");
        await host.WaitAsync("standby", "select count(*) from t", "2");
        await host.QueryAsync("standby", "select pg_promote()");
        await host.QueryAsync("standby", Row);
        var next = await host.QueryAsync("standby", "select pg_walfile_name(pg_switch_wal() - 1)");
        Assert.StartsWith("00000002", next, StringComparison.Ordinal);
        await WaitAsync(host, receive, $"{next}.lz4");
        Assert.Contains("00000002.history.lz4", Names(host));
        await AssertWholeAsync(host, "standby", next);
        Assert.Contains(
            Names(host), name => name.StartsWith("00000001", StringComparison.Ordinal)
                && name.EndsWith(".partial.lz4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_answers_errors_is_asked_again_and_nothing_is_acknowledged_meanwhile()
    {
        await using var host = await HostPostgres.CreateAsync();
        await using var store = new FakeS3();
        await StartAsync(host);
        string[] bucket =
        [
            $"WALG_S3_PREFIX=s3://{FakeS3.Bucket}/p", $"AWS_ENDPOINT={store.Endpoint}", "AWS_REGION=us-east-1",
            "AWS_S3_FORCE_PATH_STYLE=true", "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b", "WALG_FILE_PREFIX=",
        ];
        await using (var claim = ArchiverProcess.Start([.. host.Environment("primary"), .. bucket], "claim"))
            Assert.True(await claim.WaitAsync() == 0, claim.Output);
        var refused = 0;
        store.Fault = exchange =>
        {
            if (exchange.Method != "PUT") return null;
            Interlocked.Increment(ref refused);
            return FakeS3.Error(503, "SlowDown");
        };
        await using var receive = Receive(host, "primary", bucket);
        await host.WaitAsync("primary", "select active from pg_replication_slots", "t");
        var before = await host.QueryAsync("primary", "select restart_lsn from pg_replication_slots");
        await host.QueryAsync("primary", Row);
        var last = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
        await host.WaitAsync("primary", "the store refused", () => Task.FromResult(Volatile.Read(ref refused) > 2));
        Assert.Equal(before, await host.QueryAsync("primary", "select restart_lsn from pg_replication_slots"));
        Assert.False(receive.HasExited, receive.Output);

        store.Fault = _ => null;
        await host.WaitAsync("primary", $"select restart_lsn >= pg_current_wal_lsn() from pg_replication_slots", "t");
        Assert.Contains(store.Requests, request => request.Method == "PUT"
            && request.Path.EndsWith($"{last}.lz4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_gone_ends_it_by_name_and_the_slot_keeps_what_is_missing()
    {
        await using var host = await HostPostgres.CreateAsync();
        await StartAsync(host);
        await using (var receive = Receive(host, "primary"))
        {
            await host.WaitAsync("primary", "select active from pg_replication_slots", "t");
            Directory.Move(host.Archive, host.Archive + ".away");
            await host.QueryAsync("primary", Row);
            Assert.Equal(22, await receive.WaitAsync());
            Assert.Contains(host.Archive, receive.Output, StringComparison.Ordinal);
        }
        Directory.Move(host.Archive + ".away", host.Archive);
        await using var again = Receive(host, "primary");
        var last = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
        await WaitAsync(host, again, $"{last}.lz4");
        await AssertWholeAsync(host, "primary", last);
    }

    private static async Task StartAsync(HostPostgres host, params string[] settings)
    {
        await host.InitializeAsync("primary", ["wal_keep_size = 0", .. settings]);
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        await host.ArchiverAsync("primary", "claim");
        await host.QueryAsync("primary", "create table t (i int)");
    }

    private static ArchiverProcess Receive(HostPostgres host, string cluster, params string[] environment) =>
        ArchiverProcess.Start(
            [.. host.Environment(cluster), "WALG_SLOTNAME=archive", .. environment],
            "wal-receive", "--partial-interval", "1");

    private static IReadOnlyList<string> Names(HostPostgres host) =>
        Directory.Exists(Path.Combine(host.Archive, "wal_005"))
            ? [.. Directory.GetFiles(Path.Combine(host.Archive, "wal_005")).Select(path => Path.GetFileName(path)!)]
            : [];

    private static Task WaitAsync(HostPostgres host, ArchiverProcess receive, string ending) => host.WaitAsync(
        "primary", $"the archive has '{ending}'",
        () =>
        {
            Assert.False(receive.HasExited, receive.Output);
            return Task.FromResult(Names(host).Any(name => name.EndsWith(ending, StringComparison.Ordinal)));
        });

    /// <summary>Every segment up to the last is there, the same as the server's where the server has it.</summary>
    private static async Task AssertWholeAsync(HostPostgres host, string cluster, string last)
    {
        var size = SegmentSize.FromBytes(1 << 20);
        var end = WalSegmentName.Parse(last);
        var names = Names(host).Where(name => name.Length == 28)
            .Select(name => WalSegmentName.Parse(name[..24])).Where(name => name.Timeline == end.Timeline)
            .Order().ToList();
        Assert.Equal(end, names[^1]);
        var first = names[0].Number(size).Value;
        Assert.Equal(
            Enumerable.Range(0, names.Count).Select(index => first + (ulong)index),
            names.Select(name => name.Number(size).Value));
        foreach (var name in names)
        {
            var own = Path.Combine(host.Data(cluster), "pg_wal", name.ToString());
            if (!File.Exists(own)) continue;
            // wal-push compares with what is stored, and says nothing when it is the same.
            await host.ArchiverAsync("primary", "wal-push", own);
        }
        Assert.DoesNotContain($"{last}.partial.lz4", Names(host));
    }
}
