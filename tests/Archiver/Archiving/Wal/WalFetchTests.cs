using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Wal;

public sealed class WalFetchTests : IDisposable
{
    private const string First = WalCluster.First;
    private readonly WalCluster _cluster = new();

    private string Destination => Path.Combine(_cluster.Data.Path, "pg_wal", "RECOVERYXLOG");

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("brotli")]
    [InlineData("none")]
    public async Task Delivers_what_was_pushed(string method)
    {
        using var cluster = new WalCluster(_cluster.Store, method);
        await cluster.PushAsync(cluster.Write(First));
        Assert.Equal(WalFetchResult.Archive, await FetchAsync(First));
        Assert.Equal(WalBytes.Segment(First), File.ReadAllBytes(Destination));
        AssertNothingElse();
    }

    [Fact]
    public async Task Replaces_a_file_that_is_there()
    {
        await StoreAsync(First, WalBytes.Segment(First));
        File.WriteAllText(Destination, "old");
        Assert.Equal(WalFetchResult.Archive, await FetchAsync(First));
        Assert.Equal(1 << 20, new FileInfo(Destination).Length);
    }

    [Fact]
    public async Task Absent_is_the_stores_word()
    {
        await StoreAsync("000000010000000000000002", WalBytes.Segment("000000010000000000000002"));
        Assert.Null(await FetchAsync(First));
        Assert.Null(await FetchAsync("00000002.history"));
        AssertNothing();
    }

    [Theory]
    [InlineData(First)]
    [InlineData("00000002.history")]
    public async Task An_archive_without_any_WAL_is_not_believed(string name)
    {
        Assert.Equal(FailureCode.StorageMissing, await FailureAsync(name));
        Assert.Equal(FailureCode.StorageMissing, await FailureAsync(name, isPolling: true));
        AssertNothing();
    }

    [Fact]
    public async Task Nor_is_an_emptied_one_whose_owner_object_was_left_but_while_polling()
    {
        await _cluster.PushAsync(_cluster.Write(First));
        await _cluster.Store.DeleteAsync([$"wal_005/{First}.lz4"], default);
        Assert.Equal(FailureCode.StorageMissing, await FailureAsync(First));
        Assert.Null(await FetchAsync(First, isPolling: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_is_another_clusters(bool isPolling)
    {
        using var other = new WalCluster(_cluster.Store, system: WalBytes.System + 1);
        await other.PushAsync(other.Write(First, WalBytes.Segment(First, system: WalBytes.System + 1)));
        Assert.Equal(
            FailureCode.ArchiveOwnedByAnother, await FailureAsync("000000010000000000000002", isPolling: isPolling));
    }

    [Fact]
    public async Task A_standby_that_polls_asks_for_no_listing()
    {
        await _cluster.PushAsync(_cluster.Write(First));
        var recording = new RecordingStorage(_cluster.Store);
        Assert.Null(await FetchAsync("00000002.history", recording, isPolling: true));
        Assert.DoesNotContain("wal_005/", recording.Listings);
        Assert.Null(await FetchAsync("00000002.history", recording));
        Assert.Contains("wal_005/", recording.Listings);
    }

    [Fact]
    public async Task Reads_every_spelling_of_none()
    {
        foreach (var spelling in new[] { First, First + "." })
        {
            using var cluster = new WalCluster();
            await PutAsync(cluster.Store, "wal_005/" + spelling, WalBytes.Segment(First));
            Assert.Equal(WalFetchResult.Archive, await FetchAsync(First, cluster.Store));
        }
    }

    [Fact]
    public async Task A_wrong_file_of_the_right_size_is_not_delivered()
    {
        await StoreAsync(First, WalBytes.Segment("000000010000000000000002"));
        Assert.Equal(FailureCode.ObjectCorrupt, await FailureAsync(First));
        AssertNothing();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(500_000)]
    public async Task A_cut_object_is_not_delivered(int cutBytes)
    {
        await StoreAsync(First, WalBytes.Segment(First));
        await using var stored = (await _cluster.Store.OpenReadAsync($"wal_005/{First}.lz4", 0, default))!;
        using var copy = new MemoryStream();
        await stored.CopyToAsync(copy);
        var bytes = copy.ToArray();
        await PutAsync(_cluster.Store, $"wal_005/{First}.lz4", cutBytes == 0 ? [] : bytes[..Math.Max(7,
            bytes.Length - cutBytes)]);
        Assert.Equal(FailureCode.ObjectCorrupt, await FailureAsync(First));
        AssertNothing();
    }

    [Fact]
    public async Task A_recorded_hash_is_held_to()
    {
        using var cluster = new WalCluster(_cluster.Store, "none");
        await cluster.PushAsync(cluster.Write(First));
        var bytes = WalBytes.Segment(First);
        bytes[500_000] ^= 1;
        await PutAsync(_cluster.Store, $"wal_005/{First}", bytes);
        // The hash counts only when it is not older than the object.
        var hash = WalHashObject.NameFor($"wal_005/{First}", "");
        var text = (await cluster.Archive().ReadDocumentAsync(hash, default))!;
        await PutAsync(_cluster.Store, hash, text);
        Assert.Equal(FailureCode.ObjectCorrupt, await FailureAsync(First));
    }

    [Fact]
    public async Task Of_two_encodings_the_one_that_proves_itself_is_delivered()
    {
        await StoreAsync(First, WalBytes.Segment("000000010000000000000002"));
        await PutAsync(_cluster.Store, "wal_005/" + First, WalBytes.Segment(First));
        Assert.Equal(WalFetchResult.Archive, await FetchAsync(First));
        Assert.Equal(WalBytes.Segment(First), File.ReadAllBytes(Destination));
    }

    [Fact]
    public async Task A_history_file_is_checked()
    {
        await StoreAsync("00000002.history", [4, 34, 77, 24]);
        Assert.Equal(FailureCode.ObjectCorrupt, await FailureAsync("00000002.history"));
        await StoreAsync("00000003.history", "1\t0/100\tx\n"u8.ToArray());
        Assert.Equal(WalFetchResult.Archive, await FetchAsync("00000003.history"));
    }

    [Theory]
    [InlineData(FailureCode.StorageUnreachable)]
    [InlineData(FailureCode.StorageDenied)]
    [InlineData(FailureCode.ClockSkew)]
    public async Task A_store_that_does_not_say_absent_is_asked_until_the_deadline(FailureCode code)
    {
        var faulty = new FaultyStorage(_cluster.Store, 0, FaultMoment.Before)
        {
            Always = new ArchiverException(code, "away", "none."),
        };
        Assert.Equal(code, await FailureAsync(First, faulty));
        AssertNothing();
    }

    [Fact]
    public async Task Whatever_call_fails_once_the_file_is_delivered()
    {
        await StoreAsync(First, WalBytes.Segment(First));
        foreach (var moment in Enum.GetValues<FaultMoment>())
        {
            for (var failAt = 1; ; failAt++)
            {
                var faulty = new FaultyStorage(_cluster.Store, failAt, moment);
                Assert.Equal(WalFetchResult.Archive, await FetchAsync(First, faulty));
                Assert.Equal(WalBytes.Segment(First), File.ReadAllBytes(Destination));
                File.Delete(Destination);
                if (faulty.Calls < failAt) break;
            }
        }
    }

    [Fact]
    public async Task What_was_fetched_ahead_is_proved_again_and_used_up()
    {
        await StoreAsync("000000010000000000000002", WalBytes.Segment("000000010000000000000002"));
        await StoreAsync("000000010000000000000003", WalBytes.Segment("000000010000000000000003"));
        var folder = Prefetch();
        Directory.CreateDirectory(Path.Combine(folder.Root, "5-16-0"));
        Assert.Equal(2, await new WalPrefetch(_cluster.Archive(), _cluster.Control, folder, 4)
            .RunAsync(WalSegmentName.Parse(First), default));
        Assert.Equal([folder.Folder], Directory.GetDirectories(folder.Root));

        Assert.Equal(WalFetchResult.Prefetched, await FetchAsync("000000010000000000000002", prefetch: folder));
        Assert.Equal(WalBytes.Segment("000000010000000000000002"), File.ReadAllBytes(Destination));
        Assert.False(folder.Has(WalSegmentName.Parse("000000010000000000000002")));

        File.WriteAllBytes(folder.PathOf(WalSegmentName.Parse("000000010000000000000003")), new byte[1 << 20]);
        Assert.Equal(WalFetchResult.Archive, await FetchAsync("000000010000000000000003", prefetch: folder));
        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public void The_folder_of_what_is_fetched_ahead_is_never_in_pg_wal()
    {
        var settings = new ArchiverSettings(new Dictionary<string, string>
        {
            ["WALG_PREFETCH_DIR"] = Path.Combine(_cluster.Data.Path, "pg_wal"),
        });
        Assert.Null(PrefetchFolder.Locate(settings, _cluster.Data, _cluster.Control, "x"));
        Assert.StartsWith(Path.Combine(_cluster.Root, "postern", "prefetch") + "/", Prefetch().Folder,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Stale_files_are_removed_and_the_folder_is_bounded()
    {
        var folder = Prefetch();
        Directory.CreateDirectory(folder.Folder);
        foreach (var name in new[] { First, "000000010000000000000002", "000000010000000000000009",
            "000000020000000000000002", "x.tmp" })
            File.WriteAllText(Path.Combine(folder.Folder, name), "x");
        folder.RemoveStale(WalSegmentName.Parse(First), _cluster.Control.WalSegmentSize, 4);
        Assert.Equal(["000000010000000000000002"], Directory.GetFiles(folder.Folder).Select(Path.GetFileName));
    }

    private PrefetchFolder Prefetch() =>
        PrefetchFolder.Locate(new ArchiverSettings(new Dictionary<string, string>()), _cluster.Data, _cluster.Control,
        "x")!;

    private Task<WalFetchResult?> FetchAsync(
        string name, IStorage? store = null, PrefetchFolder? prefetch = null, bool isPolling = false)
    {
        var archive = _cluster.Archive(store);
        return new WalFetch(
            archive, _cluster.Control, new WalAbsence(archive, _cluster.Control, isPolling), prefetch,
            TimeSpan.FromSeconds(50), new HurriedTime())
            .RunAsync(WalFileName.Parse(name), Destination, default);
    }

    private async Task<FailureCode> FailureAsync(string name, IStorage? store = null, bool isPolling = false) =>
        (await Assert.ThrowsAsync<ArchiverException>(() => FetchAsync(name, store, isPolling: isPolling))).Code;

    private Task<bool> StoreAsync(string name, byte[] bytes) => _cluster.Archive().PutAsync(
        "wal_005/" + name, PutMode.Replace, async (stream, token) => await stream.WriteAsync(bytes, token), default);

    private static Task<bool> PutAsync(IStorage store, string name, byte[] bytes) => store.PutAsync(
        name, PutMode.Replace, async (stream, token) => await stream.WriteAsync(bytes, token), default);

    private void AssertNothing()
    {
        Assert.False(File.Exists(Destination));
        AssertNothingElse();
    }

    private void AssertNothingElse() => Assert.False(File.Exists(WalFetch.TemporaryBeside(Destination)));

    /// <summary>A clock on which a second takes a millisecond.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Hurry(dueTime), Hurry(period));

        private static TimeSpan Hurry(TimeSpan time) => time > TimeSpan.Zero ? time / 100 : time;
    }
}
