using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

/// <summary>Pages at the places where their numbers and their reading are easily wrong.</summary>
public sealed class BackupPagesTests
{
    private const long SegmentBytes = 1L << 30;
    private const uint FirstOfSecond = (uint)(SegmentBytes / FakeCluster.PageBytes);
    private readonly MemoryStorage _storage = PushBench.NewStorage();

    [Fact]
    public async Task A_relation_beyond_a_segment_has_its_pages_numbered_on_and_comes_back_with_its_holes()
    {
        using var cluster = new FakeCluster(hasChecksums: true);
        using var target = new TemporaryFolder();
        WriteSparse(cluster, "base/5/16384", SegmentBytes, Page(FirstOfSecond - 1, 1));
        WriteSparse(cluster, "base/5/16384.1", 3 * FakeCluster.PageBytes, Page(FirstOfSecond + 2, 1));
        // No relation: longer than any segment, with its only bytes at the end.
        WriteSparse(cluster, "base/5/long", SegmentBytes + 12_345, [1, 2, 3]);
        await PushBench.ArchiveWalAsync(_storage);
        var full = await PushBench.PushAsync(cluster, _storage);
        Assert.Equal(0, full.CorruptBlocks);
        WriteSparse(cluster, "base/5/16384.1", 3 * FakeCluster.PageBytes, Page(FirstOfSecond + 2, 100UL << 20));
        File.SetLastWriteTimeUtc(cluster.At("base/5/16384.1"), new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        var delta = await PushBench.PushDeltaAsync(cluster, _storage);
        Assert.Equal(1, delta.IncrementedFiles);

        await PushBench.FetchAsync(_storage, target.At("data"));
        foreach (var name in (string[])["16384", "16384.1", "long"])
        {
            Assert.Equal(Tail(cluster.At("base/5", name)), Tail(target.At("data/base/5", name)));
            Assert.Equal(
                new FileInfo(cluster.At("base/5", name)).Length, new FileInfo(target.At("data/base/5", name)).Length);
        }
        Assert.True(
            await AllocatedKibAsync(target.At("data/base/5/long")) < 4096, "a hole was written out as zeros");
    }

    [Fact]
    public async Task A_page_that_counts_from_its_segment_instead_of_the_relation_is_corrupt()
    {
        using var cluster = new FakeCluster(hasChecksums: true);
        WriteSparse(cluster, "base/5/16384.1", 2 * FakeCluster.PageBytes, Page(1, 1));
        await PushBench.ArchiveWalAsync(_storage);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => PushBench.PushAsync(cluster, _storage));
        Assert.Equal(FailureCode.PageCorrupt, failure.Code);
        Assert.Contains("16384.1 block 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_read_while_it_was_written_is_read_again()
    {
        using var cluster = new FakeCluster(hasChecksums: true);
        using var target = new TemporaryFolder();
        var whole = FakeCluster.Pages(40, 1);
        var torn = whole.ToArray();
        torn.AsSpan(33 * FakeCluster.PageBytes + 4096, 4096).Clear();
        cluster.Write("base/5/16384", torn);
        await PushBench.ArchiveWalAsync(_storage);
        var time = new WritingTime(PushBench.Now, () =>
        {
            using var file = File.OpenHandle(
                cluster.At("base/5/16384"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.Write(file, whole, 0);
        });
        var result = await PushBench.PushAsync(cluster, _storage, time: time);
        Assert.True(time.HasWritten, "nothing was read again");
        Assert.Equal(0, result.CorruptBlocks);
        await PushBench.FetchAsync(_storage, target.At("data"));
        Assert.Equal(whole, File.ReadAllBytes(target.At("data/base/5/16384")));
    }

    private static byte[] Page(uint block, ulong lsn)
    {
        var page = TestBytes.Random(FakeCluster.PageBytes, 3);
        FakeCluster.Stamp(page, lsn, block);
        return page;
    }

    private static void WriteSparse(FakeCluster cluster, string path, long sizeBytes, byte[] end)
    {
        cluster.Write(path, []);
        using (var file = File.OpenHandle(cluster.At(path), FileMode.Open, FileAccess.Write))
        {
            RandomAccess.SetLength(file, sizeBytes);
            RandomAccess.Write(file, end, sizeBytes - end.Length);
        }
        File.SetLastWriteTimeUtc(cluster.At(path), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static byte[] Tail(string path)
    {
        using var file = File.OpenHandle(path);
        var bytes = new byte[Math.Min(3 * FakeCluster.PageBytes, RandomAccess.GetLength(file))];
        RandomAccess.Read(file, bytes, RandomAccess.GetLength(file) - bytes.Length);
        return bytes;
    }

    private static async Task<long> AllocatedKibAsync(string path) => long.Parse(
        (await TestKit.Docker.CommandRunner.RunAsync("du", ["-k", path])).Output.Split('\t')[0],
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The server ends its write in the first pause.</summary>
    private sealed class WritingTime(DateTimeOffset now, Action write) : TimeProvider
    {
        private readonly FixedTime _fixed = new(now);

        public bool HasWritten { get; private set; }

        public override DateTimeOffset GetUtcNow() => _fixed.GetUtcNow();

        public override long GetTimestamp() => _fixed.GetTimestamp();

        public override long TimestampFrequency => _fixed.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (!HasWritten && dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(1))
            {
                write();
                HasWritten = true;
            }
            return _fixed.CreateTimer(callback, state, dueTime, period);
        }
    }
}
