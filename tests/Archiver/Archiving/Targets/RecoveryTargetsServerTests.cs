using System.Globalization;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupPush;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Archiving.Targets;
using Postern.Archiver.Compression;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Postgres;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage.Local;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Targets;

/// <summary>What targets lists is what a server did, and what a recovery that is given it reaches.</summary>
[Trait("Tier", "real-server")]
public sealed class RecoveryTargetsServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Archive _archive;

    public RecoveryTargetsServerTests()
    {
        Directory.CreateDirectory(_folder.At("repo", "wal_005"));
        _archive = new Archive(
            new DirectoryStorage(_folder.At("repo"), TimeProvider.System), Compressors.ByMethod("zstd"),
            Compressors.ReadOrder, null);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task What_is_listed_is_what_happened_and_what_a_recovery_reaches(int major)
    {
        await TestServer.InitializeAsync(major, _folder, _folder.At("data"), "--wal-segsize=1");
        await using var server = await TestServer.StartAsync(
            major, _folder, _folder.At("data"), "archive_mode=on", "max_prepared_transactions=4",
            $"archive_command=cp %p {_folder.At("repo/wal_005")}/%f", "track_commit_timestamp=on", "autovacuum=off");
        await server.WaitAsync("select 'up'", "up");
        await server.QueryAsync("create table t (i int)");
        var backup = await BackUpAsync(server);
        var facts = await WriteAsync(server);
        var targets = await new RecoveryTargetReader(
            _archive, new ArchiverSettings(new Dictionary<string, string>())).ReadAsync(isWholeWal: true, default);

        await AssertListedAsync(server, targets, facts);
        await server.StopAsync();

        await new BackupFetch(_archive, SilentProgress.Instance).RunAsync(
            new RestoreOptions { TargetDirectory = _folder.At("back"), Name = backup, Durable = false }, default);
        await File.WriteAllTextAsync(_folder.At("back", "recovery.signal"), "");
        var third = targets.Marks!.Single(mark => mark.Xid == facts.Xids[2]);
        (string Kind, string Value, int Rows)[] cases =
        [
            ("name", "middle", 3), ("xid", $"{facts.Prepared}", 4),
            ("time", Text(targets.LastRecoverable!.Value), 3006),
            ("time", Text(third.Time), 3), ("lsn", $"{third.Start}", 3), ("xid", $"{facts.Xids[1]}", 2),
        ];
        // Each costs a server: the kinds are the same in all versions, the records are not.
        foreach (var (kind, value, rows) in major == 15 ? cases : cases[..3])
            Assert.Equal($"{kind} {value}: {rows}", $"{kind} {value}: {await RecoverAsync(major, kind, value)}");
    }

    private static async Task AssertListedAsync(TestServer server, RecoveryTargets targets, Facts facts)
    {
        var marks = targets.Marks!;
        var point = marks.Single(mark => mark.Kind == WalMarkKind.RestorePoint);
        Assert.Equal(("middle", facts.Point), (point.Name, point.End.ToString()));
        Assert.Contains(marks, mark => mark.Kind == WalMarkKind.Abort && mark.Xid == facts.Aborted);
        Assert.Contains(marks, mark => mark.Kind == WalMarkKind.Commit && mark.Xid == facts.Prepared);
        // Every transaction that the server knows, with its time to the microsecond, in the order of the commits.
        var known = await server.QueryAsync(
            "select string_agg(x || ' ' || to_char(pg_xact_commit_timestamp(x::text::xid) at time zone 'UTC', "
            + "'YYYY-MM-DD HH24:MI:SS.US'), ',' order by x) "
            + $"from generate_series({facts.Xids[0]}, {facts.Last}) x "
            // The savepoint's number has a time, too, but no record of its own.
            + $"where x <> {facts.Prepared + 1} and pg_xact_commit_timestamp(x::text::xid) is not null");
        var listed = marks
            .Where(mark => mark.Kind == WalMarkKind.Commit && mark.Xid >= facts.Xids[0] && mark.Xid <= facts.Last)
            .OrderBy(mark => mark.Xid)
            .Select(mark => $"{mark.Xid} {Text(mark.Time)[..26]}");
        Assert.Equal(known, string.Join(',', listed));
        Assert.True(marks.Zip(marks.Skip(1)).All(pair => pair.First.End <= pair.Second.Start));
        Assert.Equal(marks.Last(mark => mark.Xid == facts.Last).Time.AddTicks(-10), targets.LastRecoverable);
    }

    private static async Task<Facts> WriteAsync(TestServer server)
    {
        var xids = new List<uint>();
        for (var row = 1; row <= 3; row++)
            xids.Add(await XidAsync(server, $"insert into t values ({row}) returning pg_current_xact_id()::text"));
        var point = await server.QueryAsync("select pg_create_restore_point('middle')::text");
        var aborted = Number(await Psql(
            server, "begin", "insert into t values (0) returning pg_current_xact_id()", "rollback"));
        var prepared = Number(await Psql(
            server, "begin", "insert into t values (4) returning pg_current_xact_id()", "savepoint one",
            "create table u (i int)", "prepare transaction 'p'"));
        // Its end is written by a session that has no number.
        await Psql(server, "commit prepared 'p'");
        await Psql(
            server, "do $$ begin for i in 1..3000 loop insert into t values (i); commit; end loop; end $$");
        await Psql(server, "insert into t values (5), (6)");
        var last = await XidAsync(server, "insert into t values (7) returning pg_current_xact_id()::text");
        var segment = await server.QueryAsync("select pg_walfile_name(pg_switch_wal() - 1)");
        await server.WaitAsync($"select (last_archived_wal >= '{segment}')::text from pg_stat_archiver", "true");
        return new Facts(xids, point, aborted, prepared, last);
    }

    private static async Task<uint> XidAsync(TestServer server, string sql) => Number(await server.QueryAsync(sql));

    /// <summary>In one session, statement by statement.</summary>
    private static Task<string> Psql(TestServer server, params string[] statements) => server.RunAsync(
        ["psql", "-h", server.Settings["PGHOST"]!, "-U", "postgres", "-d", "postgres", "-XAtq", "-v", "ON_ERROR_STOP=1",
            .. statements.SelectMany(one => new[] { "-c", one })]);

    private async Task<string> BackUpAsync(TestServer server)
    {
        await using var connection =
            await BackupServer.OpenAsync(server.Settings, TimeSpan.FromMinutes(1), TimeProvider.System, default);
        return (await new BackupRun(_archive, connection, SilentProgress.Instance, TimeProvider.System).RunAsync(
            new BackupPushOptions
            {
                DataDirectory = _folder.At("data"),
                Delta = new DeltaRequest(0, DeltaOrigin.Latest, false, false), Concurrency = 2,
            }, default)).Name;
    }

    /// <summary>The number of rows that a copy has when it is recovered to the target.</summary>
    private async Task<string> RecoverAsync(int major, string kind, string value)
    {
        var data = _folder.At("recovered");
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        (await CommandRunner.RunAsync("cp", ["-a", _folder.At("back"), data])).Succeeded("cp");
        await using var server = await TestServer.StartAsync(
            major, _folder, data, "archive_mode=off", $"restore_command=cp {_folder.At("repo/wal_005")}/%f %p",
            "max_prepared_transactions=4", $"recovery_target_{kind}={value}", "recovery_target_action=promote");
        await server.WaitAsync("select pg_is_in_recovery()::text", "false");
        var rows = await server.QueryAsync("select count(*)::text from t");
        await server.StopAsync();
        return rows;
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00";

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Facts(IReadOnlyList<uint> Xids, string Point, uint Aborted, uint Prepared, uint Last);
}
