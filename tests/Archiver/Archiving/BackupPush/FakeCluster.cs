using System.Buffers.Binary;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Pages;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Postgres;
using Postern.Tests.Archiver.Core.Wal;
using Postern.Tests.TestKit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

/// <summary>
/// A data directory with the files that matter, and a server that answers as one would: enough for a backup without
/// PostgreSQL. The real server's tests are a tier of their own.
/// </summary>
internal sealed class FakeCluster : IBackupServer, IDisposable
{
    public const int PageBytes = 8192;
    private readonly TemporaryFolder _folder = new();
    private ulong _segment = 2;
    private uint _timeline = 1;

    public FakeCluster(bool hasChecksums = false)
    {
        HasChecksums = hasChecksums;
        foreach (var directory in (
            string[])["global", "base/5", "pg_wal", "pg_xact", "pg_tblspc", "pg_notify", "log", "base/pgsql_tmp"])
            Directory.CreateDirectory(At(directory));
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Write("PG_VERSION", "15\n"u8.ToArray());
        Write("log/server.log", [1]);
        Write("postmaster.pid", [1]);
        Write("global/1262", Pages(2, 1));
        Write("pg_xact/0000", new byte[8192]);
        WriteControl();
    }

    public bool HasChecksums { get; }

    public string Data => _folder.At("data");

    public string Outside => _folder.Path;

    /// <summary>Runs between start and stop: what the server does meanwhile.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public ChangedBlocks? Summaries { get; set; }

    public string TablespaceMap { get; set; } = "";

    /// <summary>A stop that tells of another timeline than the start's.</summary>
    public bool IsPromoted { get; set; }

    public string At(params string[] parts) => Path.Combine([Data, .. parts]);

    public void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllBytes(At(path), bytes);
        // Older than any backup, so that an unchanged file is known to be unchanged.
        File.SetLastWriteTimeUtc(At(path),
            new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(bytes.Length + bytes.Sum(b => (long)b)));
    }

    /// <summary>Valid pages of a relation's first segment file.</summary>
    public static byte[] Pages(int count, ulong lsn, int seed = 1)
    {
        var bytes = TestBytes.Random(count * PageBytes, seed);
        for (var block = 0; block < count; block++) Stamp(bytes.AsSpan(block * PageBytes, PageBytes), lsn, (uint)block);
        return bytes;
    }

    public static void Stamp(Span<byte> page, ulong lsn, uint block)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page, (uint)(lsn >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(page[4..], (uint)(lsn & 0xFFFFFFFF));
        BinaryPrimitives.WriteUInt16LittleEndian(page[10..], 0);
        BinaryPrimitives.WriteUInt16LittleEndian(page[12..], 100);
        BinaryPrimitives.WriteUInt16LittleEndian(page[14..], 200);
        BinaryPrimitives.WriteUInt16LittleEndian(page[16..], 8192);
        BinaryPrimitives.WriteUInt16LittleEndian(page[18..], 8192 | 4);
        BinaryPrimitives.WriteUInt16LittleEndian(page[8..], PageChecksum.Compute(page, block));
    }

    public Task<(ControlFile Control, ServerState Server)> ProveAsync(string directory, CancellationToken cancellation)
    {
        var control = DirectoryProof.ReadControlFile(directory);
        return Task.FromResult((control, new ServerState(
            150020, "/srv/data", false, control.SystemIdentifier, control.Checkpoint, control.Redo, control.Timeline,
            control.LastModified, null)));
    }

    public Task<IRunningBackup> StartAsync(string label, int major, CancellationToken cancellation)
    {
        _segment += 2;
        return Task.FromResult<IRunningBackup>(new Running(this, new Lsn((_segment << 20) + 0x28)));
    }

    public Task<ChangedBlocks?> ChangedBlocksAsync(
        TimelineId timeline, Lsn from, Lsn to, CancellationToken cancellation) =>
        Task.FromResult(Summaries);

    public Task<IReadOnlyList<DatabaseTables>> DatabasesAsync(Action<string> warn, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DatabaseTables>>(
            [new DatabaseTables("app", 16500, [new TableFile("public", "orders", 16501, 16501, null)])]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>As after a recovery to an earlier point: another timeline, and the history that tells of it.</summary>
    public void SwitchToTimeline(uint timeline, string history)
    {
        _timeline = timeline;
        File.WriteAllText(At($"pg_wal/{new TimelineId(timeline).HistoryFileName}"), history);
        WriteControl();
    }

    private void WriteControl()
    {
        var bytes = WalBytes.Control();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(48), _timeline);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(252), HasChecksums ? 1u : 0u);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(288), Crc32C.Compute(bytes.AsSpan(0, 288)));
        File.WriteAllBytes(At("global/pg_control"), bytes);
    }

    private sealed class Running(FakeCluster cluster, Lsn start) : IRunningBackup
    {
        public Lsn StartLsn => start;

        public CancellationToken Lost => CancellationToken.None;

        public Task<BackupStop> StopAsync(CancellationToken cancellation)
        {
            cluster.Meanwhile();
            var segment = WalSegmentName.For(new TimelineId(cluster._timeline), start, SegmentSize.FromBytes(1 << 20));
            var text = $"""
                START WAL LOCATION: {start} (file {segment})
                CHECKPOINT LOCATION: {start + 0x38}
                BACKUP METHOD: streamed
                BACKUP FROM: primary
                START TIME: 2026-11-22 19:34:27 UTC
                LABEL: test
                START TIMELINE: {(cluster.IsPromoted ? 9 : cluster._timeline)}

                """;
            return Task.FromResult(new BackupStop(new Lsn(start.Value + 0x100), text, cluster.TablespaceMap));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
