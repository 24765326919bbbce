using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Retention;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Archiving.BackupPush;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving;

/// <summary>Killed at every storage call of a push, a fetch and a delete: what is listed can be restored, and a re-run
/// completes.</summary>
public sealed class BackupCrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_push_killed_anywhere_lists_nothing_that_cannot_be_restored(bool afterEffect)
    {
        for (var call = 1; ; call++)
        {
            using var cluster = NewCluster();
            var storage = new MemoryStorage(new FixedTime(PushBench.Now));
            await PushBench.ArchiveWalAsync(storage);
            await PushBench.PushAsync(cluster, storage);
            cluster.Write("base/5/16384", FakeCluster.Pages(8, 100UL << 20));
            var stopping = new StoppingStorage(storage, call, afterEffect);
            try
            {
                await PushBench.PushDeltaAsync(cluster, stopping);
            }
            catch (KilledException)
            {
                // As after kill -9.
            }
            await DemandEveryListedRestoresAsync(storage);
            if (!stopping.HasStopped) break;
            Assert.True(call < 200, "the push never ends");
            await PushBench.PushDeltaAsync(cluster, storage);
            await DemandEveryListedRestoresAsync(storage);
        }
    }

    [Fact]
    public async Task A_fetch_killed_anywhere_leaves_no_control_file_and_goes_on()
    {
        using var cluster = NewCluster();
        var storage = new MemoryStorage(new FixedTime(PushBench.Now));
        await PushBench.ArchiveWalAsync(storage);
        await PushBench.PushAsync(cluster, storage);
        cluster.Write("base/5/16384", FakeCluster.Pages(8, 100UL << 20));
        await PushBench.PushDeltaAsync(cluster, storage);
        for (var call = 1; ; call++)
        {
            using var target = new TemporaryFolder();
            var stopping = new StoppingStorage(storage, call, afterEffect: false);
            try
            {
                await PushBench.FetchAsync(stopping, target.At("data"));
            }
            catch (KilledException)
            {
                Assert.False(File.Exists(target.At("data/global/pg_control")));
            }
            if (!stopping.HasStopped) break;
            Assert.True(call < 200, "the fetch never ends");
            await PushBench.FetchAsync(storage, target.At("data"));
            Assert.Equal(
                File.ReadAllBytes(cluster.At("base/5/16384")), File.ReadAllBytes(target.At("data/base/5/16384")));
            Assert.True(File.Exists(target.At("data/global/pg_control")));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delete_killed_anywhere_leaves_no_backup_that_only_looks_whole(bool afterEffect)
    {
        for (var call = 1; ; call++)
        {
            using var cluster = NewCluster();
            var storage = new MemoryStorage(new FixedTime(PushBench.Now));
            await PushBench.ArchiveWalAsync(storage);
            await PushBench.PushAsync(cluster, storage, time: new FixedTime(PushBench.Now));
            await PushBench.PushDeltaAsync(cluster, storage, new FixedTime(PushBench.Now.AddMinutes(1)));
            await PushBench.PushAsync(cluster, storage, time: new FixedTime(PushBench.Now.AddMinutes(2)));
            var stopping = new StoppingStorage(storage, call, afterEffect);
            try
            {
                await DeleteAsync(stopping);
            }
            catch (KilledException)
            {
                // As after kill -9.
            }
            await DemandEveryListedRestoresAsync(storage);
            if (!stopping.HasStopped) break;
            Assert.True(call < 200, "the delete never ends");
            await DeleteAsync(storage);
            Assert.Single(await new BackupCatalogue(PushBench.Archive(storage)).ListAsync(default));
            Assert.Single(await FoldersAsync(storage));
        }
    }

    private static async Task DeleteAsync(IStorage storage)
    {
        var run = new RetentionRun(PushBench.Archive(storage), new FixedTime(PushBench.Now.AddDays(3)));
        var plan = await run.PlanAsync(new RetainRequest(1, FullModifier.Full, null), default);
        await run.ApplyAsync(plan, SilentProgress.Instance, default);
    }

    private static FakeCluster NewCluster()
    {
        var cluster = new FakeCluster();
        cluster.Write("base/5/16384", FakeCluster.Pages(8, 1));
        return cluster;
    }

    private static async Task<List<string>> FoldersAsync(MemoryStorage storage)
    {
        var folders = new HashSet<string>();
        await foreach (var one in storage.ListAsync(ArchiveLayout.BackupFolder, true, default))
        {
            var rest = one.Name[ArchiveLayout.BackupFolder.Length..];
            if (rest.Contains('/')) folders.Add(rest[..rest.IndexOf('/')]);
        }
        return [.. folders];
    }

    private static async Task DemandEveryListedRestoresAsync(MemoryStorage storage)
    {
        foreach (var entry in await new BackupCatalogue(PushBench.Archive(storage)).ListAsync(default))
        {
            using var target = new TemporaryFolder();
            await PushBench.FetchAsync(storage, target.At("data"), options =>
                options with { Name = entry.Record.Name });
        }
    }
}
