using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Copy;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Archiving.BackupPush;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Copy;

public sealed class ArchiveCopyTests
{
    [Fact]
    public async Task A_repository_with_small_segments_is_copied_with_its_chain_and_its_wal()
    {
        using var repository = new WalgRepository("pg15-libsodium-hex");
        await using var source = ArchiveFactory.Open(repository.ArchiverSettings());
        var target = new MemoryStorage(TimeProvider.System);
        var result = await new ArchiveCopy(source, PushBench.Archive(target), SilentProgress.Instance).RunAsync(
            new CopyOptions("LATEST", WithHistory: false), default);
        Assert.True(result.Copied > 10);
        Assert.Equal(2, (await new BackupCatalogue(PushBench.Archive(target)).ListAsync(default)).Count);
        await foreach (var one in target.ListAsync("", true, default))
            Assert.Equal(new FileInfo(Path.Combine(repository.Prefix, one.Name)).Length, one.SizeBytes);
        var again = await new ArchiveCopy(source, PushBench.Archive(target), SilentProgress.Instance).RunAsync(
            new CopyOptions("LATEST", WithHistory: false), default);
        Assert.Equal((0, result.Copied), (again.Copied, again.Present));
    }

    [Fact]
    public async Task Killed_anywhere_the_copy_lists_only_what_restores_and_goes_on()
    {
        using var cluster = new FakeCluster();
        var source = new MemoryStorage(new FixedTime(PushBench.Now));
        await PushBench.ArchiveWalAsync(source);
        await PushBench.PushAsync(cluster, source);
        await PushBench.PushDeltaAsync(cluster, source);
        for (var call = 1; ; call++)
        {
            var target = new MemoryStorage(new FixedTime(PushBench.Now));
            var stopping = new StoppingStorage(target, call, afterEffect: call % 2 == 0);
            try
            {
                await CopyAsync(source, stopping);
            }
            catch (KilledException)
            {
                // As after kill -9.
            }
            foreach (var entry in await new BackupCatalogue(PushBench.Archive(target)).ListAsync(default))
            {
                using var folder = new TemporaryFolder();
                await PushBench.FetchAsync(target, folder.At("data"), options =>
                    options with { Name = entry.Record.Name });
            }
            if (!stopping.HasStopped) break;
            Assert.True(call < 300, "the copy never ends");
            await CopyAsync(source, target);
            Assert.Equal(2, (await new BackupCatalogue(PushBench.Archive(target)).ListAsync(default)).Count);
        }
    }

    [Fact]
    public async Task An_object_of_another_size_is_not_overwritten()
    {
        using var cluster = new FakeCluster();
        var source = new MemoryStorage(new FixedTime(PushBench.Now));
        var target = new MemoryStorage(new FixedTime(PushBench.Now));
        await PushBench.ArchiveWalAsync(source);
        await PushBench.PushAsync(cluster, source);
        await target.PutAsync("wal_005/000000010000000000000004.lz4", PutMode.Replace, (_, _) =>
            Task.CompletedTask, default);
        Assert.Equal(
            FailureCode.ObjectDiffers,
            (await Assert.ThrowsAsync<ArchiverException>(() => CopyAsync(source, target))).Code);
    }

    private static Task<CopyResult> CopyAsync(IStorage source, IStorage target) =>
        new ArchiveCopy(PushBench.Archive(source), PushBench.Archive(target), SilentProgress.Instance).RunAsync(
            new CopyOptions("LATEST", WithHistory: true), default);
}
