using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

public sealed class BackupRoundTripTests
{
    private readonly MemoryStorage _storage = PushBench.NewStorage();

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("brotli")]
    [InlineData("none")]
    public async Task Every_file_comes_back_whatever_its_size_and_name(string method)
    {
        using var cluster = new FakeCluster();
        foreach (var size in TestBytes.Sizes.Where(size => size < 1_000_000))
            cluster.Write($"base/5/f{size}", TestBytes.Random(size, size));
        cluster.Write("base/5/ünï-日本語", [1, 2, 3]);
        cluster.Write("base/5/" + new string('n', 180), [4]);
        cluster.Write("base/5/zeros", new byte[700_000]);
        using var target = new TemporaryFolder();
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage, method: method);
        await PushBench.FetchAsync(_storage, target.At("data"));
        foreach (var file in Directory.EnumerateFiles(cluster.At("base"), "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file),
                File.ReadAllBytes(target.At("data", Path.GetRelativePath(cluster.Data, file))));
        Assert.Equal(
            File.ReadAllBytes(cluster.At("global/pg_control")), File.ReadAllBytes(target.At("data/global/pg_control")));
        Assert.StartsWith(
            "START WAL LOCATION", File.ReadAllText(target.At("data/backup_label")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_the_running_server_stays_out_and_its_folders_come_back_empty()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        await PushBench.FetchAsync(_storage, target.At("data"));
        Assert.False(File.Exists(target.At("data/postmaster.pid")));
        Assert.Empty(Directory.GetFileSystemEntries(target.At("data/log")));
        Assert.True(Directory.Exists(target.At("data/pg_wal/archive_status")));
        Assert.True(Directory.Exists(target.At("data/pg_notify")));
        Assert.Equal("rwx------", Mode(target.At("data")));
        Assert.False(File.Exists(target.At("data/.postern-restore")));
    }

    [Fact]
    public async Task Links_keep_their_target_and_a_linked_pg_wal_becomes_a_folder()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        File.CreateSymbolicLink(cluster.At("mylink"), "/etc/hostname");
        Directory.Delete(cluster.At("pg_wal"));
        Directory.CreateDirectory(Path.Combine(cluster.Outside, "wal"));
        File.CreateSymbolicLink(cluster.At("pg_wal"), Path.Combine(cluster.Outside, "wal"));
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        await PushBench.FetchAsync(_storage, target.At("data"));
        Assert.Equal("/etc/hostname", new FileInfo(target.At("data/mylink")).LinkTarget);
        Assert.Null(new FileInfo(target.At("data/pg_wal")).LinkTarget);
        Assert.True(Directory.Exists(target.At("data/pg_wal")));
    }

    [Fact]
    public async Task A_socket_is_left_out_and_a_second_pg_control_is_an_ordinary_file()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        cluster.Write("sub/pg_control", [5]);
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(cluster.At(".s.PGSQL.5432")));
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        await PushBench.FetchAsync(_storage, target.At("data"));
        Assert.Equal([5], File.ReadAllBytes(target.At("data/sub/pg_control")));
        Assert.Equal(8192, new FileInfo(target.At("data/global/pg_control")).Length);
        Assert.False(Path.Exists(target.At("data/.s.PGSQL.5432")));
    }

    [Fact]
    public async Task A_tablespace_comes_back_where_the_specification_says()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        var space = Path.Combine(cluster.Outside, "space");
        Directory.CreateDirectory(Path.Combine(space, "PG_15_202209061/5"));
        Directory.CreateDirectory(Path.Combine(space, "PG_14_202107181/5"));
        File.WriteAllBytes(Path.Combine(space, "PG_15_202209061/5/16500"), FakeCluster.Pages(3, 1));
        File.CreateSymbolicLink(cluster.At("pg_tblspc/16400"), space);
        cluster.TablespaceMap = $"16400 {space}\n";
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        await PushBench.FetchAsync(_storage, target.At("data"), options => options with
        {
            Tablespaces = new("", new Dictionary<string, Postern.Archiver.Archiving.BackupDocuments.TablespaceLocation>
            {
                ["16400"] = new(target.At("moved"), "pg_tblspc/16400"),
            }),
        });
        Assert.Equal(target.At("moved"), new FileInfo(target.At("data/pg_tblspc/16400")).LinkTarget);
        Assert.Equal(3 * 8192, new FileInfo(target.At("moved/PG_15_202209061/5/16500")).Length);
        Assert.False(Directory.Exists(target.At("moved/PG_14_202107181")));
        Assert.False(File.Exists(target.At("data/tablespace_map")));
    }

    [Fact]
    public async Task A_target_that_holds_anything_is_refused_untouched()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        File.WriteAllText(target.At("mine"), "x");
        var refused = await Assert.ThrowsAsync<ArchiverException>(() => PushBench.FetchAsync(_storage, target.Path));
        Assert.Equal(FailureCode.TargetNotEmpty, refused.Code);
        Assert.Single(Directory.GetFileSystemEntries(target.Path));
    }

    private static string Mode(string path) =>
        File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
            ? "rwx------" : "other";
}
