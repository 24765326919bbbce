using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Archiving.BackupPush;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

/// <summary>From the newest backup to the full one, the restore is the same, and reads and writes less.</summary>
public sealed class ReverseUnpackTests
{
    private const string Relation = "base/5/16384";
    private const ulong Later = 100UL << 20;
    private readonly MemoryStorage _storage = PushBench.NewStorage();

    public static TheoryData<string> Cases => WalgFetchTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_chain_of_WAL_G_comes_out_the_same(string name)
    {
        using var repository = new WalgRepository(name);
        await using var archive = ArchiveFactory.Open(repository.ArchiverSettings());
        foreach (var entry in await new BackupCatalogue(archive).ListAsync(default))
        {
            using var target = new TemporaryFolder();
            foreach (var (folder, isReverse) in new[] { ("forward", false), ("reverse", true) })
            {
                await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
                    new RestoreOptions
                    {
                        TargetDirectory = target.At(folder, "data"), Name = entry.Record.Name, Durable = false,
                        IsReverse = isReverse, SkipRedundant = true,
                        Tablespaces = WalgFetchTests.Moved(entry.Sentinel.Spec, target, folder),
                    }, default);
            }
            Assert.Equal(Contents(target.At("forward")), Contents(target.At("reverse")));
        }
    }

    [Fact]
    public async Task A_page_that_became_zero_and_a_file_that_was_cut_and_grew_stay_as_they_are()
    {
        using var cluster = new FakeCluster(hasChecksums: true);
        using var target = new TemporaryFolder();
        await ChainAsync(cluster);
        await PushBench.FetchAsync(_storage, target.At("data"), options => options with { IsReverse = true });
        Assert.Equal(File.ReadAllBytes(cluster.At(Relation)), File.ReadAllBytes(target.At("data", Relation)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tars_of_which_nothing_is_needed_any_more_are_read_only_when_told_to(bool skips)
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        await PushBench.ArchiveWalAsync(_storage);
        cluster.Write("base/16500/20000", FakeCluster.Pages(64, 1));
        var full = await PushBench.PushAsync(cluster, _storage, options => options with { PartPerDatabase = true });
        cluster.Write("base/16500/20000", FakeCluster.Pages(64, Later, seed: 7));
        await PushBench.PushDeltaAsync(cluster, _storage);

        var catalogue = new BackupCatalogue(PushBench.Archive(_storage));
        var files = await catalogue.FilesAsync(await catalogue.GetAsync(full.Name, default), default);
        var part = files!.TarFileSets!.Single(set => set.Value.Contains("/base/16500/20000"));
        Assert.All(part.Value, member => Assert.StartsWith("/base/16500", member, StringComparison.Ordinal));
        var recorder = new RecordingStorage(_storage);
        await PushBench.FetchAsync(
            recorder, target.At("data"), options => options with { IsReverse = true, SkipRedundant = skips });
        Assert.Equal(!skips, recorder.Reads.Exists(name =>
            name.Contains(full.Name + "/tar_partitions/" + part.Key, StringComparison.Ordinal)));
        Assert.Equal(
            File.ReadAllBytes(cluster.At("base/16500/20000")),
            File.ReadAllBytes(target.At("data/base/16500/20000")));
    }

    [Fact]
    public async Task A_file_of_which_no_backup_gives_every_page_is_no_success()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        var full = await ChainAsync(cluster);
        var catalogue = new BackupCatalogue(PushBench.Archive(_storage));
        var files = await catalogue.FilesAsync(await catalogue.GetAsync(full, default), default);
        var part = files!.TarFileSets!.Single(set => set.Value.Contains("/" + Relation)).Key;
        // As in a backup of WAL-G, which records no objects.
        await _storage.DeleteAsync(
            [ArchiveLayout.PosternMetadata(full), ArchiveLayout.Tar(full, part)], CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => PushBench.FetchAsync(
            _storage, target.At("data"), options => options with { IsReverse = true }));
        Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
        Assert.False(File.Exists(target.At("data/global/pg_control")));
    }

    [Fact]
    public async Task An_interrupted_run_begins_anew_and_ends_well()
    {
        using var cluster = new FakeCluster();
        await ChainAsync(cluster);
        for (var call = 1; ; call++)
        {
            using var target = new TemporaryFolder();
            var stopping = new StoppingStorage(_storage, call, afterEffect: false);
            try
            {
                await PushBench.FetchAsync(
                    stopping, target.At("data"), options => options with { IsReverse = true, SkipRedundant = true });
                Assert.True(call > 6);
                return;
            }
            catch (KilledException)
            {
                await PushBench.FetchAsync(
                    _storage, target.At("data"), options => options with { IsReverse = true, SkipRedundant = true });
                Assert.Equal(
                    File.ReadAllBytes(cluster.At(Relation)),
                    File.ReadAllBytes(target.At("data", Relation)));
            }
        }
    }

    /// <summary>Full, cut to half, grown again with a zero page: three deltas, all with the file.</summary>
    private async Task<string> ChainAsync(FakeCluster cluster)
    {
        await PushBench.ArchiveWalAsync(_storage);
        var pages = FakeCluster.Pages(40, 1);
        cluster.Write(Relation, pages);
        var full = await PushBench.PushAsync(cluster, _storage);
        cluster.Write(Relation, pages[..(20 * 8192)]);
        await PushBench.PushDeltaAsync(cluster, _storage);
        FakeCluster.Stamp(pages.AsSpan(7 * 8192, 8192), Later, 7);
        pages.AsSpan(9 * 8192, 8192).Clear();
        cluster.Write(Relation, [.. pages[..(20 * 8192)], .. new byte[5 * 8192]]);
        await PushBench.PushDeltaAsync(cluster, _storage);
        FakeCluster.Stamp(pages.AsSpan(3 * 8192, 8192), Later, 3);
        cluster.Write(Relation, [.. pages[..(20 * 8192)], .. new byte[6 * 8192]]);
        await PushBench.PushDeltaAsync(cluster, _storage);
        return full.Name;
    }

    private static string Contents(string root) => string.Join('\n', Directory
        .EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => path[root.Length..] + " "
            + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))));
}
