using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Storage;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

public sealed class BackupDeltaTests
{
    private const ulong Later = 100UL << 20;
    private readonly MemoryStorage _storage = PushBench.NewStorage();

    [Fact]
    public async Task Changed_pages_go_over_unchanged_ones_and_a_zero_page_stays_zero()
    {
        using var cluster = new FakeCluster(hasChecksums: true);
        using var target = new TemporaryFolder();
        cluster.Write("base/5/16384", FakeCluster.Pages(20, 1));
        cluster.Write("base/5/16385", FakeCluster.Pages(4, 1));
        cluster.Write("base/5/16386", FakeCluster.Pages(9, 1));
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);

        var pages = File.ReadAllBytes(cluster.At("base/5/16384"));
        FakeCluster.Stamp(pages.AsSpan(7 * 8192, 8192), Later, 7);
        pages.AsSpan(3 * 8192, 8192).Clear();
        cluster.Write("base/5/16384", [.. pages, .. new byte[8192]]);
        cluster.Write("base/5/16386", File.ReadAllBytes(cluster.At("base/5/16386"))[..(5 * 8192)]);
        cluster.Write("base/5/16387", FakeCluster.Pages(2, Later));
        var delta = await PushBench.PushDeltaAsync(cluster, _storage);
        Assert.Contains("_D_", delta.Name, StringComparison.Ordinal);
        Assert.Equal(2, delta.IncrementedFiles);
        Assert.True(delta.SkippedFiles >= 3);

        await PushBench.FetchAsync(_storage, target.At("data"));
        foreach (var name in (string[])["16384", "16385", "16386", "16387"])
            Assert.Equal(
                File.ReadAllBytes(cluster.At($"base/5/{name}")), File.ReadAllBytes(target.At("data/base/5", name)));
    }

    [Fact]
    public async Task A_file_whose_time_is_too_young_to_be_trusted_is_looked_at()
    {
        using var cluster = new FakeCluster();
        cluster.Write("base/5/16384", FakeCluster.Pages(4, 1));
        File.SetLastWriteTimeUtc(cluster.At("base/5/16384"), PushBench.Now.UtcDateTime);
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        Assert.Equal(1, (await PushBench.PushDeltaAsync(cluster, _storage)).IncrementedFiles);
    }

    [Fact]
    public async Task With_summaries_only_what_they_name_is_stored()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        cluster.Write("base/5/16384", FakeCluster.Pages(50, 1));
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        var pages = File.ReadAllBytes(cluster.At("base/5/16384"));
        FakeCluster.Stamp(pages.AsSpan(7 * 8192, 8192), Later, 7);
        cluster.Write("base/5/16384", pages);
        cluster.Summaries = new ChangedBlocks();
        cluster.Summaries.Add(1663, 5, 16384, null, [7]);
        var delta = await PushBench.PushDeltaAsync(cluster, _storage);
        Assert.Equal(1, delta.IncrementedFiles);
        Assert.Equal(16 + 4 + 8192, delta.UncompressedBytes);
        await PushBench.FetchAsync(_storage, target.At("data"));
        Assert.Equal(pages, File.ReadAllBytes(target.At("data/base/5/16384")));
    }

    [Fact]
    public async Task A_page_that_makes_no_sense_makes_the_file_whole()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        cluster.Write("base/5/16384", FakeCluster.Pages(6, 1));
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        var odd = TestBytes.Random(6 * 8192, 99);
        cluster.Write("base/5/16384", odd);
        Assert.Equal(0, (await PushBench.PushDeltaAsync(cluster, _storage)).IncrementedFiles);
        await PushBench.FetchAsync(_storage, target.At("data"));
        Assert.Equal(odd, File.ReadAllBytes(target.At("data/base/5/16384")));
    }

    [Fact]
    public async Task A_delta_without_its_file_list_is_refused_and_never_written_raw()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        cluster.Write("base/5/16384", FakeCluster.Pages(6, 1));
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        var delta = await PushBench.PushDeltaAsync(cluster, _storage);
        await _storage.DeleteAsync([ArchiveLayout.FilesMetadata(delta.Name)], CancellationToken.None);
        var refused = await Assert.ThrowsAsync<Postern.Archiver.Failures.ArchiverException>(
            () => PushBench.FetchAsync(_storage, target.At("data")));
        Assert.Equal(Postern.Archiver.Failures.FailureCode.ObjectCorrupt, refused.Code);
        Assert.False(File.Exists(target.At("data/global/pg_control")));
    }

    [Fact]
    public async Task The_documents_of_a_delta_name_its_parents()
    {
        using var cluster = new FakeCluster();
        await PushBench.ArchiveWalAsync(_storage);
        var full = await PushBench.PushAsync(cluster, _storage);
        var first = await PushBench.PushDeltaAsync(cluster, _storage);
        var second = await PushBench.PushDeltaAsync(cluster, _storage);
        var entry = await new BackupCatalogue(PushBench.Archive(_storage))
            .GetAsync(second.Name, CancellationToken.None);
        Assert.Equal(first.Name, entry.Sentinel.DeltaFrom);
        Assert.Equal(full.Name, entry.Sentinel.DeltaFullName);
        Assert.Equal(2, entry.Sentinel.DeltaCount);
        Assert.NotNull(entry.Sentinel.DeltaLsn);
    }

    [Fact]
    public async Task Another_timelines_later_backup_is_not_this_servers_past()
    {
        using var cluster = new FakeCluster();
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        cluster.SwitchToTimeline(2, "1\t0/300000\tbefore the backup\n");
        await PushBench.ArchiveWalAsync(_storage, timeline: 2);
        Assert.DoesNotContain(
            "_D_", (await PushBench.PushDeltaAsync(cluster, _storage)).Name, StringComparison.Ordinal);
        cluster.SwitchToTimeline(2, "1\t0/4F0000\tafter the backup\n");
        await _storage.DeleteAsync(
            [ArchiveLayout.Sentinel("base_000000020000000000000006")], CancellationToken.None);
        Assert.Contains("_D_", (await PushBench.PushDeltaAsync(cluster, _storage)).Name, StringComparison.Ordinal);
    }
}
