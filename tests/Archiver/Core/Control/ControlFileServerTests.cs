using System.Globalization;
using Postern.Archiver.Core.Control;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Core.Control;

/// <summary>What a real server wrote, against what its own pg_controldata says of it.</summary>
[Trait("Tier", "real-server")]
public sealed class ControlFileServerTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Reads_every_field_as_pg_controldata_does(int major)
    {
        using var folder = new TemporaryFolder();
        var data = folder.At("data");
        await TestServer.InitializeAsync(major, folder, data, "--wal-segsize=4", "--data-checksums");
        // No two of them alike, and none the default.
        await using (var server = await TestServer.StartAsync(
            major, folder, data, "max_connections=57", "max_worker_processes=11", "max_wal_senders=13",
            "max_prepared_transactions=7", "max_locks_per_transaction=71", "wal_log_hints=on", "wal_level=logical"))
        {
            await server.WaitAsync("select 'up'", "up");
            await server.QueryAsync("create table t as select 1");
            await server.StopAsync();
        }
        var said = (await DockerCli.RunAsync(
            "run", "--rm", "--label", DockerCli.TestLabel, "--user", "999:999", "--env", "TZ=UTC", "--env", "LC_ALL=C",
            "-v", $"{folder.Path}:{folder.Path}", await TestServer.ImageAsync(major), "pg_controldata", "-D", data))
            .Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);

        var control = ControlFile.Parse(await File.ReadAllBytesAsync(Path.Combine(data, ControlFile.RelativePath)));
        Assert.Equal(major, control.Major);
        (string Name, object Value)[] expected =
        [
            ("pg_control version number", control.ControlVersion), ("Catalog version number", control.CatalogVersion),
            ("Database system identifier", control.SystemIdentifier),
            ("Latest checkpoint location", control.Checkpoint),
            ("Latest checkpoint's REDO location", control.Redo),
            ("Latest checkpoint's TimeLineID", control.Timeline),
            ("Latest checkpoint's PrevTimeLineID", control.PreviousTimeline),
            ("Latest checkpoint's full_page_writes", control.FullPageWrites ? "on" : "off"),
            ("Latest checkpoint's NextXID", $"{control.NextXid >> 32}:{(uint)(control.NextXid & uint.MaxValue)}"),
            ("Latest checkpoint's NextOID", control.NextOid),
            ("Latest checkpoint's NextMultiXactId", control.NextMultiXact),
            ("Time of latest checkpoint", Time(control.CheckpointTime)),
            ("pg_control last modified", Time(control.LastModified)),
            ("Minimum recovery ending location", control.MinimumRecoveryPoint),
            ("Min recovery ending loc's timeline", control.MinimumRecoveryTimeline.Value),
            ("Backup start location", control.BackupStart), ("Backup end location", control.BackupEnd),
            ("End-of-backup record required", control.EndOfBackupRequired ? "yes" : "no"),
            ("wal_level setting", control.WalLevel == 2 ? "logical" : "another"),
            ("wal_log_hints setting", control.WalLogHints ? "on" : "off"),
            ("max_connections setting", control.MaxConnections),
            ("max_worker_processes setting", control.MaxWorkerProcesses),
            ("max_wal_senders setting", control.MaxWalSenders),
            ("max_prepared_xacts setting", control.MaxPreparedTransactions),
            ("max_locks_per_xact setting", control.MaxLocksPerTransaction),
            ("Database block size", control.BlockSizeBytes), ("WAL block size", control.WalPageSizeBytes),
            ("Bytes per WAL segment", control.WalSegmentSize),
            ("Data page checksum version", control.DataChecksumVersion),
            ("Database cluster state", control.State == ClusterState.ShutDown ? "shut down" : "another"),
        ];
        foreach (var (name, value) in expected)
            Assert.Equal(
                $"{name}: {said[name]}", $"{name}: {Convert.ToString(value, CultureInfo.InvariantCulture)}");
        Assert.Equal("57", said["max_connections setting"]);
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture) is var text
            && time.Day < 10 ? text.Insert(8, " ") : text;
}
