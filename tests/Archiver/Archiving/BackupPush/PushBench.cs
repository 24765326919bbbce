using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupPush;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Compression;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Storage;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

/// <summary>Pushes and fetches between a fake cluster and a store in memory.</summary>
internal static class PushBench
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static Archive Archive(IStorage storage, string method = "lz4") =>
        new(storage, Compressors.ByMethod(method), Compressors.ReadOrder, null);

    public static MemoryStorage NewStorage() => new(new FixedTime(Now));

    /// <summary>The segments that the next backups wait for.</summary>
    public static async Task ArchiveWalAsync(IStorage storage, int timeline = 1)
    {
        for (var segment = 0; segment < 24; segment++)
            await storage.PutAsync(
                $"wal_005/{timeline:X8}00000000000000{segment:X2}.lz4", PutMode.Replace,
                async (stream, token) => await stream.WriteAsync(new byte[] { 1 }, token), CancellationToken.None);
    }

    public static async Task<BackupPushResult> PushAsync(
        FakeCluster cluster, IStorage storage, Func<BackupPushOptions, BackupPushOptions>? change = null,
        string method = "lz4",
        TimeProvider? time = null)
    {
        var options = new BackupPushOptions
        {
            DataDirectory = cluster.Data, Delta = new DeltaRequest(0, DeltaOrigin.Latest, false, false),
            Concurrency = 2,
            TarThresholdBytes = 100_000, WalDeadline = TimeSpan.FromSeconds(20),
        };
        return await new BackupRun(
            Archive(storage, method), cluster, SilentProgress.Instance, time ?? new FixedTime(Now)).RunAsync(
            change?.Invoke(options) ?? options, CancellationToken.None);
    }

    public static Task<BackupPushResult> PushDeltaAsync(
        FakeCluster cluster, IStorage storage, TimeProvider? time = null) => PushAsync(
        cluster, storage, options =>
            options with { Delta = new DeltaRequest(9, DeltaOrigin.Latest, false, false) }, time: time);

    public static Task<RestoreResult> FetchAsync(
        IStorage storage, string target, Func<RestoreOptions, RestoreOptions>? change = null)
    {
        var options = new RestoreOptions { TargetDirectory = target, Name = "LATEST", Durable = false };
        return new BackupFetch(Archive(storage), SilentProgress.Instance).RunAsync(
            change?.Invoke(options) ?? options, CancellationToken.None);
    }
}
