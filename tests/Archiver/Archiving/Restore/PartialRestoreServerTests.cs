using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupPush;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Compression;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Postgres;
using Postern.Archiver.Storage.Local;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

/// <summary>--restore-only on a real server: it starts, and what was chosen is there.</summary>
[Trait("Tier", "real-server")]
public sealed class PartialRestoreServerTests
{
    [Fact]
    public async Task A_database_and_some_tables_of_another_come_back_and_nothing_else_of_users()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in (string[])["repo", "repo/wal_005"]) Directory.CreateDirectory(folder.At(path));
        await TestServer.InitializeAsync(15, folder, folder.At("data"), "--data-checksums", "--wal-segsize=1");
        await using var archive = new Archive(
            new DirectoryStorage(folder.At("repo"), TimeProvider.System), Compressors.ByMethod("lz4"),
            Compressors.ReadOrder, null);
        await using (var server = await TestServer.StartAsync(
            15, folder, folder.At("data"), "archive_mode=on",
            $"archive_command=test ! -f {folder.At("repo/wal_005")}/%f && cp %p {folder.At("repo/wal_005")}/%f"))
        {
            await server.WaitAsync("select 'up'", "up");
            foreach (var database in (string[])["first", "second", "third"]) await FillAsync(server, database);
            await using var connection = await BackupServer.OpenAsync(
                server.Settings, TimeSpan.FromMinutes(1), TimeProvider.System, default);
            await new BackupRun(archive, connection, SilentProgress.Instance, TimeProvider.System).RunAsync(
                new BackupPushOptions
                {
                    DataDirectory = folder.At("data"), Delta = new DeltaRequest(0, DeltaOrigin.Latest, true, false),
                }, default);
            await server.StopAsync();
        }

        await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
            new RestoreOptions
            {
                TargetDirectory = folder.At("back"), Name = "LATEST", Durable = false,
                Only = ["first", "second/big", "second/s.t", "second/parted"],
            }, default);
        File.WriteAllText(folder.At("back/recovery.signal"), "");
        await using var restored = await TestServer.StartAsync(
            15, folder, folder.At("back"), $"restore_command=cp {folder.At("repo/wal_005")}/%f %p",
            "archive_mode=off");
        await restored.WaitAsync("select pg_is_in_recovery()::text", "false");
        foreach (var database in (string[])["first", "second"])
        {
            Assert.Equal("960000", await restored.QueryAsync("select sum(length(doc))::text from big", database));
            Assert.Equal("1", await restored.QueryAsync("select count(*)::text from s.t", database));
            Assert.Equal("100", await restored.QueryAsync("select count(*)::text from parted", database));
        }
        Assert.Equal("1000", await restored.QueryAsync("select count(*)::text from gone", "first"));
        foreach (var database in (string[])["second", "third"])
        {
            var file = await restored.QueryAsync("select pg_relation_filepath('gone')", database);
            Assert.False(File.Exists(folder.At("back", file)), $"{database}: {file}");
        }
        await restored.StopAsync();
    }

    private static async Task FillAsync(TestServer server, string database)
    {
        await server.QueryAsync($"create database {database}");
        foreach (var sql in (string[])
            [
                "create table big (id int, doc text)", "alter table big alter doc set storage external",
                "insert into big select g, repeat(md5(g::text), 300) from generate_series(1, 100) g",
                "create table gone as select generate_series(1, 1000) as id",
                "create table parted (id int) partition by range (id)",
                "create table p1 partition of parted for values from (0) to (100)",
                "insert into parted select generate_series(0, 99)", "create schema s", "create table s.t as select 1",
            ])
            await server.QueryAsync(sql, database);
    }
}
