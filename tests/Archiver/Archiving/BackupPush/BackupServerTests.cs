using System.Globalization;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupPush;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Compression;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;
using Postern.Archiver.Storage.Local;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

/// <summary>Backups of a real server under load, restored and replayed: every commit that a log outside the database
/// knows is there.</summary>
[Trait("Tier", "real-server")]
public sealed class BackupServerTests
{
    [Theory]
    [InlineData(15, false)]
    [InlineData(17, true)]
    [InlineData(18, true)]
    public async Task A_full_and_a_delta_under_load_come_back_with_every_acknowledged_commit(
        int major, bool withSummaries)
    {
        using var folder = new TemporaryFolder();
        var (archive, server) = await PrepareAsync(major, folder, withSummaries);
        await using var disposedServer = server;
        await server.QueryAsync($"create tablespace space location '{folder.At("space")}'");
        await server.QueryAsync(
            "create table filler as select g as id, repeat('x', 300) as pad from generate_series(1, 60000) g");
        // Hint bits are set now: with checksums their first setting counts as a change of the page.
        await server.QueryAsync("vacuum (freeze) filler");
        await server.QueryAsync("create table spaced (id int, note text) tablespace space");
        await server.QueryAsync("create unlogged table ghost as select generate_series(1, 1000) as id");

        using var stop = new CancellationTokenSource();
        var load = LoadAsync(server, stop.Token);
        var full = await PushAsync(archive, server, folder, maxSteps: 0);
        await server.QueryAsync("update filler set pad = 'y' where id % 1000 = 0");
        var lines = new LineCollector();
        var delta = await PushAsync(archive, server, folder, maxSteps: 5, lines);
        await stop.CancelAsync();
        var acknowledged = await load;
        Assert.Contains("_D_", delta.Name, StringComparison.Ordinal);
        Assert.True(delta.UncompressedBytes < full.UncompressedBytes / 2,
            $"{delta.UncompressedBytes} of {full.UncompressedBytes}");
        Assert.Equal(
            withSummaries, lines.Lines.Exists(line => line.Contains("WAL summaries", StringComparison.Ordinal)));
        await server.QueryAsync("select pg_switch_wal()::text");
        await server.WaitAsync(
            "select (last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1))::text from pg_stat_archiver",
            "true");
        await server.StopAsync();

        await RestoreAsync(archive, folder, delta.Name);
        await using var restored = await TestServer.StartAsync(
            major, folder, folder.At("back"), $"restore_command=cp {folder.At("repo/wal_005")}/%f %p",
            "archive_mode=off");
        await restored.WaitAsync("select pg_is_in_recovery()::text", "false");
        Assert.True(acknowledged > 20, $"only {acknowledged} commits");
        Assert.True(int.Parse(await restored.QueryAsync("select count(*)::text from spaced"),
            CultureInfo.InvariantCulture) >= acknowledged);
        Assert.Equal("60000|60",
            await restored.QueryAsync("select count(*)::text, (count(*) filter (where pad = 'y'))::text from filler"));
        Assert.Equal("0", await restored.QueryAsync("select count(*)::text from ghost"));
        await restored.QueryAsync("create extension amcheck");
        await restored.RunAsync("pg_amcheck", "-h", folder.At("s"), "-U", "postgres", "--all");
        await restored.StopAsync();
    }

    [Fact]
    public async Task Another_clusters_directory_and_a_clone_of_this_one_are_refused()
    {
        using var folder = new TemporaryFolder();
        var (archive, server) = await PrepareAsync(15, folder, withSummaries: false);
        await using var disposedServer = server;
        await TestServer.InitializeAsync(15, folder, folder.At("other"));
        var other = await Assert.ThrowsAsync<ArchiverException>(() =>
            PushAsync(archive, server, folder, 0, directory: "other"));
        Assert.Equal(FailureCode.ServerMismatch, other.Code);
        Assert.Contains("system identifier", other.Message, StringComparison.Ordinal);

        await TestKit.Docker.CommandRunner.RunAsync("cp", ["-a", folder.At("data"), folder.At("clone")]);
        await server.QueryAsync("checkpoint");
        var clone = await Assert.ThrowsAsync<ArchiverException>(() =>
            PushAsync(archive, server, folder, 0, directory: "clone"));
        Assert.Equal(FailureCode.ServerMismatch, clone.Code);
    }

    [Fact]
    public async Task The_directory_may_be_mounted_anywhere()
    {
        using var folder = new TemporaryFolder();
        var (archive, server) = await PrepareAsync(15, folder, withSummaries: false);
        await using var disposedServer = server;
        Directory.CreateSymbolicLink(folder.At("elsewhere"), folder.At("data"));
        Assert.StartsWith("base_", (await PushAsync(archive, server, folder, 0, directory: "elsewhere")).Name,
            StringComparison.Ordinal);
    }

    private static async Task<(Archive Archive, TestServer Server)> PrepareAsync(
        int major, TemporaryFolder folder, bool withSummaries)
    {
        foreach (var path in (string[])["repo", "repo/wal_005", "space"]) Directory.CreateDirectory(folder.At(path));
        await TestServer.InitializeAsync(major, folder, folder.At("data"), "--data-checksums", "--wal-segsize=1");
        List<string> parameters =
        [
            "archive_mode=on",
            $"archive_command=test ! -f {folder.At("repo/wal_005")}/%f && cp %p {folder.At("repo/wal_005")}/%f",
            "wal_level=replica", "max_wal_size=64MB",
        ];
        if (withSummaries) parameters.Add("summarize_wal=on");
        var server = await TestServer.StartAsync(major, folder, folder.At("data"), [.. parameters]);
        await server.WaitAsync("select 'up'", "up");
        var archive = new Archive(
            new DirectoryStorage(folder.At("repo"), TimeProvider.System), Compressors.ByMethod("zstd"),
            Compressors.ReadOrder, null);
        return (archive, server);
    }

    private static async Task<BackupPushResult> PushAsync(
        Archive archive, TestServer server, TemporaryFolder folder, int maxSteps, IProgressReporter? progress = null,
        string directory = "data")
    {
        await using var connection =
            await BackupServer.OpenAsync(server.Settings, TimeSpan.FromMinutes(1), TimeProvider.System, default);
        return await new BackupRun(archive, connection, progress ?? SilentProgress.Instance, TimeProvider.System)
            .RunAsync(
            new BackupPushOptions
            {
                DataDirectory = folder.At(directory),
                Delta = new DeltaRequest(maxSteps, DeltaOrigin.Latest, false, false), Concurrency = 2,
            }, default);
    }

    private static async Task RestoreAsync(Archive archive, TemporaryFolder folder, string backup)
    {
        await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
            new RestoreOptions
            {
                TargetDirectory = folder.At("back"), Name = backup, Durable = false,
                Tablespaces =
                    new("", new Dictionary<string, Postern.Archiver.Archiving.BackupDocuments.TablespaceLocation>
                {
                    [Path.GetFileName(Directory.GetFileSystemEntries(folder.At("data/pg_tblspc")).Single())] =
                        new(folder.At("space2"), "pg_tblspc"),
                }),
            }, default);
        File.WriteAllText(folder.At("back/recovery.signal"), "");
    }

    /// <summary>Commits rows one by one and counts those that the server acknowledged.</summary>
    private static async Task<int> LoadAsync(TestServer server, CancellationToken stop)
    {
        var acknowledged = 0;
        await using var session = await ServerSession.OpenAsync(server.Settings, default);
        while (!stop.IsCancellationRequested)
        {
            await session.QueryAsync($"insert into spaced values ({acknowledged}, repeat('z', 500))", default);
            acknowledged++;
        }
        return acknowledged;
    }

    private sealed class LineCollector : IProgressReporter
    {
        public List<string> Lines { get; } = [];

        public void Begin(string stage, long? totalBytes = null)
        {
        }

        public void SetTotal(long totalBytes)
        {
        }

        public void Add(long bytes)
        {
        }

        public void Line(string text) => Lines.Add(text);

        public void Dispose()
        {
        }
    }
}
