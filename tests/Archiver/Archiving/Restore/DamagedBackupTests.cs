using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Archiving.BackupPush;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

/// <summary>What WAL-G restores with exit 0 although it is not whole, ours refuses; no control file is left
/// behind.</summary>
public sealed class DamagedBackupTests
{
    [Theory]
    [InlineData("pg_control.tar.lz4", "pg_control")]
    [InlineData("backup_label.tar.lz4", "backup_label")]
    [InlineData("part_001.tar.lz4", "missing")]
    public async Task A_lost_object_is_noticed(string file, string text)
    {
        var refused = await FetchDamagedAsync(async (storage, backup) =>
            await storage.DeleteAsync([$"basebackups_005/{backup}/tar_partitions/{file}"], default));
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_content_of_the_same_size_is_noticed() => Assert.Equal(
        FailureCode.ObjectCorrupt,
        (await FetchDamagedAsync((storage, backup) => RewriteAsync(storage, backup, bytes => bytes[^1] ^= 1))).Code);

    [Fact]
    public async Task A_cut_object_is_noticed() => Assert.Equal(
        FailureCode.ObjectCorrupt,
        (await FetchDamagedAsync((storage, backup) => RewriteAsync(storage, backup, null))).Code);

    [Fact]
    public async Task A_stray_object_is_named() => Assert.Contains(
        "stray.sha256",
        (await FetchDamagedAsync(async (storage, backup) => await storage.PutAsync(
            $"basebackups_005/{backup}/tar_partitions/stray.sha256", PutMode.Replace, (_, _) =>
                Task.CompletedTask, default))).Message,
        StringComparison.Ordinal);

    private static async Task RewriteAsync(MemoryStorage storage, string backup, Action<byte[]>? damage)
    {
        var name = $"basebackups_005/{backup}/tar_partitions/part_001.tar.lz4";
        using var copy = new MemoryStream();
        await using (var raw = await storage.OpenReadAsync(name, 0, default)) await raw!.CopyToAsync(copy);
        var bytes = copy.ToArray();
        damage?.Invoke(bytes);
        await storage.PutAsync(
            name, PutMode.Replace,
            async (stream, token) =>
                await stream.WriteAsync(damage is null ? bytes.AsMemory(0, bytes.Length - 9) : bytes, token), default);
    }

    private static async Task<ArchiverException> FetchDamagedAsync(Func<MemoryStorage, string, Task> damage)
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        for (var i = 0; i < 5; i++) cluster.Write($"base/5/{16384 + i}", FakeCluster.Pages(10, 1, i));
        var storage = new MemoryStorage(new FixedTime(PushBench.Now));
        await PushBench.ArchiveWalAsync(storage);
        var result = await PushBench.PushAsync(cluster, storage);
        await damage(storage, result.Name);
        var refused =
            await Assert.ThrowsAsync<ArchiverException>(() => PushBench.FetchAsync(storage, target.At("data")));
        Assert.False(File.Exists(target.At("data/global/pg_control")));
        return refused;
    }
}
