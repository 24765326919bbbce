using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.Local;
using Postern.Tests.Archiver.Durability;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Storage.Local;

public sealed class DirectoryStorageTests : StorageContract
{
    private const string Abandoned = "w/3.lz4.tmp.20200101T000000Z-0123456789abcdef";

    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prunes_empty_folders_but_never_the_root()
    {
        await PutAsync("a/b/c/object", [1]);
        await Storage.DeleteAsync(["a/b/c/object"], Cancellation);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Assert.True(Directory.Exists(_folder.Path));
    }

    [Fact]
    public async Task Walgs_temporaries_are_no_objects_and_old_ones_go_with_a_delete()
    {
        await PutAsync("w/1", [1]);
        await PutAsync("w/2", [1]);
        var young = Postern.Durability.TemporaryName.Beside("w/4.lz4", TimeProvider.System);
        File.WriteAllText(_folder.At(Abandoned), "half");
        File.WriteAllText(_folder.At(young), "half");
        Assert.Equal(["w/1", "w/2"], await ListAsync("w/", recursive: true));
        await Storage.DeleteAsync(["w/1"], Cancellation);
        Assert.False(File.Exists(_folder.At(Abandoned)));
        Assert.True(File.Exists(_folder.At(young)));
    }

    [Fact]
    public async Task An_absent_root_is_never_an_empty_archive()
    {
        await using var storage = new DirectoryStorage(_folder.At("not-mounted"), TimeProvider.System);
        var calls = new List<Func<Task>>
        {
            () => storage.StatAsync("a", Cancellation),
            () => storage.OpenReadAsync("a", 0, Cancellation),
            () => storage.PutAsync("a", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation),
            async () => await storage.ListAsync("", true, Cancellation).GetAsyncEnumerator().MoveNextAsync(),
        };
        foreach (var call in calls)
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(call);
            Assert.Equal(FailureCode.StorageMissing, failure.Code);
            Assert.Contains(_folder.At("not-mounted"), failure.Message, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(_folder.At("not-mounted")));
    }

    [Fact]
    public async Task A_full_disk_and_a_denied_write_name_path_and_remedy()
    {
        await AssertPutFailsAsync(new IOException("full", 28), FailureCode.DiskFull, "never delete files in pg_wal");
        await AssertPutFailsAsync(new IOException("quota", 122), FailureCode.DiskFull, "quota");
        await AssertPutFailsAsync(new IOException("read-only", 30), FailureCode.PermissionDenied, "permission");
        await AssertPutFailsAsync(new UnauthorizedAccessException(), FailureCode.PermissionDenied, "permission");
        await AssertPutFailsAsync(new IOException("stale", 116), FailureCode.StorageUnreachable, "mount");
        await AssertPutFailsAsync(new IOException("i/o", 5), FailureCode.StorageUnreachable, "disk");
    }

    [Theory]
    [InlineData(PutMode.Replace)]
    [InlineData(PutMode.CreateOnly)]
    public async Task Killed_at_any_call_of_a_put_leaves_nothing_that_looks_whole(PutMode mode)
    {
        var bytes = RandomBytes(50_000);
        for (var stopAt = 0; ; stopAt++)
        {
            var name = $"w{stopAt}/object";
            var calls = new StoppingCalls(stopAt);
            await using var storage = new DirectoryStorage(_folder.Path, TimeProvider.System, calls);
            var finished = true;
            try
            {
                await storage.PutAsync(
                    name, mode, async (stream, token) => await stream.WriteAsync(bytes, token), Cancellation);
            }
            catch (KilledException)
            {
                finished = false;
            }
            if (await GetAsync(name) is { } found) Assert.Equal(bytes, found);
            Assert.All(await ListAsync($"w{stopAt}/", recursive: true), listed => Assert.Equal(name, listed));
            await PutAsync(name, bytes, mode);
            Assert.Equal(bytes, await GetAsync(name));
            if (finished) break;
        }
    }

    [Fact]
    public async Task Deletes_reach_the_disk_in_the_order_given()
    {
        await PutAsync("b/x_sentinel.json", [1]);
        await PutAsync("b/x/part_001.tar", [1]);
        var calls = new StoppingCalls(int.MaxValue);
        await using var storage = new DirectoryStorage(_folder.Path, TimeProvider.System, calls);
        await storage.DeleteAsync(["b/x_sentinel.json", "b/x/part_001.tar"], Cancellation);
        Assert.Equal(["unlink", "flush folder", "unlink", "flush folder"], calls.Made);
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_read_is_cut_short_and_not_ended()
    {
        await PutAsync("object", RandomBytes(100_000));
        await using var stream = await Storage.OpenReadAsync("object", 0, Cancellation);
        await stream!.ReadExactlyAsync(new byte[10], Cancellation);
        using (var file = File.Open(_folder.At("object"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(50_000);
        var failure = await Assert.ThrowsAsync<ArchiverException>(
            () => stream.CopyToAsync(Stream.Null, Cancellation));
        Assert.Equal(FailureCode.StorageUnreachable, failure.Code);
        Assert.Contains("50000 of 100000", failure.Message, StringComparison.Ordinal);
    }

    protected override Task<IStorage> OpenAsync() =>
        Task.FromResult<IStorage>(new DirectoryStorage(_folder.Path, TimeProvider.System));

    protected override bool CanHold(string name) => name != "w/1/deep";

    private async Task AssertPutFailsAsync(Exception error, FailureCode code, string hint)
    {
        for (var stopAt = 0; stopAt < 6; stopAt++)
        {
            var calls = new StoppingCalls(stopAt, () => error) { Once = true };
            await using var storage = new DirectoryStorage(_folder.Path, TimeProvider.System, calls);
            var failure = await Assert.ThrowsAsync<ArchiverException>(() => storage.PutAsync(
                $"{error.Message}/{stopAt}/object", PutMode.Replace,
                async (stream, token) => await stream.WriteAsync(RandomBytes(10), token), Cancellation));
            Assert.Equal(code, failure.Code);
            Assert.Contains("/object'", failure.Message, StringComparison.Ordinal);
            Assert.Contains(hint, failure.Hint, StringComparison.Ordinal);
        }
    }
}
