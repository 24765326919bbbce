using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Wal;

public sealed class WalPushTests : IDisposable
{
    private const string First = WalCluster.First;
    private readonly WalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Stores_a_segment_and_takes_an_empty_archive()
    {
        Assert.Equal(WalPushOutcome.Stored, await _cluster.PushAsync(_cluster.Write(First)));
        Assert.Equal(WalBytes.Segment(First), await _cluster.ReadAsync(First));
        Assert.Equal(["postern_001/owner.json", $"wal_005/{First}.lz4"], await _cluster.NamesAsync());
        Assert.NotNull(_cluster.Claim.Read());
    }

    [Fact]
    public async Task An_archive_whose_owner_object_is_gone_is_not_taken_again()
    {
        await _cluster.PushAsync(_cluster.Write(First));
        await _cluster.Store.DeleteAsync(["postern_001/owner.json", $"wal_005/{First}.lz4"], CancellationToken.None);
        Assert.Equal(FailureCode.ArchiveNotClaimed, await _cluster.TryPushAsync(_cluster.Write(First)));
        Assert.Empty(await _cluster.NamesAsync());
    }

    [Fact]
    public async Task The_same_bytes_again_are_success()
    {
        var path = _cluster.Write(First);
        await _cluster.PushAsync(path);
        Assert.Equal(WalPushOutcome.AlreadyStored, await _cluster.PushAsync(path));
    }

    [Fact]
    public async Task The_same_bytes_under_another_method_are_success_and_leave_one_encoding()
    {
        var path = _cluster.Write(First);
        await _cluster.PushAsync(path);
        using var other = new WalCluster(_cluster.Store, "zstd");
        other.Claim.Write(_cluster.Claim.Read()!);
        Assert.Equal(WalPushOutcome.AlreadyStored, await other.PushAsync(other.Write(First)));
        Assert.Equal(["postern_001/owner.json", $"wal_005/{First}.lz4"], await _cluster.NamesAsync());
    }

    [Fact]
    public async Task Other_bytes_are_a_failure_and_nothing_is_overwritten()
    {
        await _cluster.PushAsync(_cluster.Write(First));
        var path = _cluster.Write(First, WalBytes.Segment(First, fill: 2));
        Assert.Equal(FailureCode.ObjectDiffers, await _cluster.TryPushAsync(path));
        Assert.Equal(WalBytes.Segment(First), await _cluster.ReadAsync(First));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 19)]
    [InlineData((1 << 20) - 1)]
    public async Task A_segment_of_the_wrong_length_is_refused(int length)
    {
        var path = _cluster.Write(First, WalBytes.Segment(First)[..length]);
        Assert.Equal(FailureCode.ObjectCorrupt, await _cluster.TryPushAsync(path));
        Assert.Empty(await _cluster.NamesAsync());
    }

    [Fact]
    public async Task Another_clusters_segment_is_refused()
    {
        var path = _cluster.Write(First, WalBytes.Segment(First, system: 7));
        Assert.Equal(FailureCode.ObjectCorrupt, await _cluster.TryPushAsync(path));
    }

    [Fact]
    public async Task A_file_that_is_no_WAL_is_refused()
    {
        Assert.Equal(FailureCode.Usage, await _cluster.TryPushAsync(_cluster.Write("notawalname", [1])));
        Assert.Equal(
            FailureCode.WalMissing,
            await _cluster.TryPushAsync(Path.Combine(_cluster.Data.Path, "pg_wal", First)));
    }

    [Fact]
    public async Task A_partial_file_never_passes_for_its_segment()
    {
        await _cluster.PushAsync(_cluster.Write(First + ".partial", WalBytes.Segment(First, fill: 3)));
        Assert.Equal(WalPushOutcome.Stored, await _cluster.PushAsync(_cluster.Write(First)));
        Assert.Equal(WalBytes.Segment(First), await _cluster.ReadAsync(First));
    }

    [Fact]
    public async Task A_history_file_must_be_one()
    {
        Assert.Equal(
            FailureCode.ObjectCorrupt, await _cluster.TryPushAsync(_cluster.Write("00000002.history", [1, 2, 3])));
        var text = "1\t0/B02340\tno recovery target specified\n"u8.ToArray();
        Assert.Null(await _cluster.TryPushAsync(_cluster.Write("00000002.history", text)));
        Assert.Equal(text, await _cluster.ReadAsync("00000002.history"));
    }

    [Fact]
    public async Task A_second_cluster_is_refused()
    {
        await _cluster.PushAsync(_cluster.Write(First));
        using var other = new WalCluster(_cluster.Store, system: 99);
        var path = other.Write("000000010000000000000002", WalBytes.Segment("000000010000000000000002", system: 99));
        Assert.Equal(FailureCode.ArchiveOwnedByAnother, await other.TryPushAsync(path));
        Assert.Equal(2, (await _cluster.NamesAsync()).Length);
    }

    [Fact]
    public async Task A_clone_without_the_claim_is_refused_and_told_what_is_there()
    {
        await _cluster.PushAsync(_cluster.Write(First));
        using var clone = new WalCluster(_cluster.Store);
        Assert.Null(await clone.TryPushAsync(clone.Write(First)));
        Assert.Equal(
            FailureCode.ArchiveOwnedByAnother,
            await clone.TryPushAsync(clone.Write("000000010000000000000002")));
        Assert.Equal(2, (await _cluster.NamesAsync()).Length);
    }

    [Fact]
    public async Task A_server_in_recovery_never_takes_an_archive()
    {
        File.WriteAllText(Path.Combine(_cluster.Data.Path, "standby.signal"), "");
        Assert.Equal(FailureCode.ArchiveNotClaimed, await _cluster.TryPushAsync(_cluster.Write(First)));
        File.Delete(Path.Combine(_cluster.Data.Path, "standby.signal"));
        foreach (var state in new[] { ClusterState.InArchiveRecovery, ClusterState.ShutDownInRecovery })
        {
            _cluster.WriteControl(state: state);
            Assert.Equal(FailureCode.ArchiveNotClaimed, await _cluster.TryPushAsync(_cluster.Write(First)));
        }
        Assert.Empty(await _cluster.NamesAsync());
    }

    [Fact]
    public async Task A_primary_that_archives_first_when_it_stops_takes_the_archive()
    {
        _cluster.WriteControl(state: ClusterState.ShutDown);
        Assert.Equal(WalPushOutcome.Stored, await _cluster.PushAsync(_cluster.Write(First)));
        Assert.Contains("postern_001/owner.json", await _cluster.NamesAsync());
    }

    [Fact]
    public async Task A_moved_claim_fences_the_old_primary_at_once()
    {
        await _cluster.PushAsync(_cluster.Write(First));
        using var promoted = new WalCluster(_cluster.Store);
        await promoted.Ownership(promoted.Archive()).MoveAsync(promoted.Control.SystemIdentifier, 15, default);
        Assert.Equal(
            FailureCode.ArchiveOwnedByAnother,
            await _cluster.TryPushAsync(_cluster.Write("000000010000000000000002")));
        Assert.Null(await promoted.TryPushAsync(promoted.Write("000000010000000000000002")));
    }

    [Fact]
    public async Task Ready_segments_are_taken_along_and_asked_for_again_without_a_download()
    {
        var paths = Enumerable.Range(1, 6).Select(number => _cluster.Write($"00000001000000000000000{number}",
            isReady: true))
            .ToList();
        await _cluster.PushAsync(paths[0]);
        await _cluster.PushAsync(paths[1], new SlowFirstPut(_cluster.Store), WalCluster.Options(concurrency: 4));
        Assert.Contains("wal_005/000000010000000000000004.lz4", await _cluster.NamesAsync());
        var watched = new FaultyStorage(_cluster.Store, 0, FaultMoment.Before);
        Assert.Equal(WalPushOutcome.AlreadyStored, await _cluster.PushAsync(paths[3], watched));
        Assert.DoesNotContain("get wal_005/000000010000000000000004.lz4", watched.Log);
    }

    [Fact]
    public async Task A_hash_older_than_its_object_does_not_count()
    {
        var path = _cluster.Write(First);
        await _cluster.PushAsync(path, options: null);
        var text = WalHashObject.Text(await Hash(path), First);
        await _cluster.Archive().WriteDocumentAsync($"wal_005/{First}.lz4.sha256", PutMode.Replace, text, default);
        await Task.Yield();
        // Another tool overwrote the segment afterwards.
        await _cluster.Archive().PutAsync(
            $"wal_005/{First}", PutMode.Replace,
            async (stream, token) => await stream.WriteAsync(WalBytes.Segment(First, fill: 9), token), default);
        Assert.Equal(FailureCode.ObjectDiffers, await _cluster.TryPushAsync(path));

        static async Task<string> Hash(string path)
        {
            using var source = WalSource.Open(path, null);
            return await WalHashObject.ComputeAsync(source.CopyToAsync, default);
        }
    }

    [Theory]
    [InlineData("none", ".postern.sha256")]
    [InlineData("brotli", ".br.sha256")]
    public async Task What_carries_no_checksum_gets_a_hash_beside_it(string method, string ending)
    {
        using var cluster = new WalCluster(method: method);
        await cluster.PushAsync(cluster.Write(First));
        Assert.Contains($"wal_005/{First}{ending}", await cluster.NamesAsync());
        Assert.Equal(WalPushOutcome.AlreadyStored, await cluster.PushAsync(cluster.Write(First)));
    }

    [Fact]
    public async Task Individual_metadata_has_the_time_of_the_file()
    {
        var path = _cluster.Write(First);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 22, 19, 36, 40, 920, DateTimeKind.Utc));
        await _cluster.PushAsync(path, options: WalCluster.Options(metadata: WalMetadataMode.Individual));
        Assert.Equal(
            $$$"""{"{{{First}}}":{"created_time":"2026-11-22T19:36:40.92Z","date_fmt":"%Y-%m-%dT%H:%M:%S.%fZ"}}""",
            System.Text.Encoding.UTF8.GetString(
                (await _cluster.Archive().ReadDocumentAsync($"wal_005/{First}.json", default))!));
    }

    [Fact]
    public async Task Bulk_metadata_covers_the_group_when_its_last_segment_comes()
    {
        for (var number = 0xD; number <= 0xF; number++)
        {
            await _cluster.PushAsync(
                _cluster.Write($"00000001000000000000000{number:X}"),
                options: WalCluster.Options(metadata: WalMetadataMode.Bulk));
        }
        var text = System.Text.Encoding.UTF8.GetString(
            (await _cluster.Archive().ReadDocumentAsync("wal_005/00000001000000000000000.json", default))!);
        Assert.Equal(3, text.Split("created_time").Length - 1);
    }

    /// <summary>Holds the first put back until others have come, so that segments are taken along for
    /// certain.</summary>
    private sealed class SlowFirstPut(IStorage inner) : IStorage
    {
        private readonly TaskCompletionSource _others = new();
        private int _puts;

        public string Location => inner.Location;

        public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation) =>
            inner.StatAsync(name, cancellation);

        public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation) =>
            inner.OpenReadAsync(name, offset, cancellation);

        public async Task<bool> PutAsync(
            string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
        {
            if (name.Contains("0002.lz4", StringComparison.Ordinal)) await _others.Task;
            var stored = await inner.PutAsync(name, mode, write, cancellation);
            if (Interlocked.Increment(ref _puts) == 8) _others.SetResult();
            return stored;
        }

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, bool recursive,
            CancellationToken cancellation) =>
            inner.ListAsync(prefix, recursive, cancellation);

        public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation) =>
            inner.DeleteAsync(names, cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
