using Postern.Archiver.Storage;
using Xunit;

namespace Postern.Tests.Archiver.Storage;

/// <summary>
/// What <see cref="IStorage"/> promises, one fact per promise. A new storage's test class is a constructor.
/// </summary>
public abstract class StorageContract : IAsyncLifetime
{
    private IStorage? _storage;

    protected IStorage Storage => _storage!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Gives_back_what_was_put()
    {
        var bytes = RandomBytes(300_000);
        Assert.True(await PutAsync("a/b/object", bytes));
        Assert.Equal(bytes, await GetAsync("a/b/object"));
        var stat = await Storage.StatAsync("a/b/object", Cancellation);
        Assert.Equal(("a/b/object", bytes.Length), (stat!.Name, stat.SizeBytes));
        Assert.InRange(DateTimeOffset.UtcNow - stat.LastModified, TimeSpan.FromMinutes(-2), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Absence_is_an_answer()
    {
        await PutAsync("a/there", [1]);
        Assert.Null(await Storage.StatAsync("a/absent", Cancellation));
        Assert.Null(await Storage.StatAsync("absent/at/all", Cancellation));
        Assert.Null(await Storage.StatAsync("a", Cancellation));
        Assert.Null(await Storage.OpenReadAsync("a/absent", 0, Cancellation));
        Assert.Null(await Storage.OpenReadAsync("a", 0, Cancellation));
        Assert.Empty(await ListAsync("b", recursive: true));
        await Storage.DeleteAsync(["a/absent", "absent/at/all"], Cancellation);
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        await PutAsync("empty", []);
        Assert.Equal(0, (await Storage.StatAsync("empty", Cancellation))!.SizeBytes);
        Assert.Empty((await GetAsync("empty"))!);
    }

    [Fact]
    public async Task Reads_from_an_offset()
    {
        var bytes = RandomBytes(100_000);
        await PutAsync("object", bytes);
        Assert.Equal(bytes[70_000..], await GetAsync("object", 70_000));
        Assert.Empty((await GetAsync("object", bytes.Length))!);
    }

    [Fact]
    public async Task Replaces_unless_told_to_create_only()
    {
        Assert.True(await PutAsync("object", "one"u8.ToArray(), PutMode.CreateOnly));
        Assert.True(await PutAsync("object", "two"u8.ToArray(), PutMode.Replace));
        Assert.False(await PutAsync("object", "three"u8.ToArray(), PutMode.CreateOnly));
        Assert.Equal("two"u8.ToArray(), await GetAsync("object"));
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_the_old_object_and_its_own_error()
    {
        await PutAsync("object", "old"u8.ToArray());
        await Assert.ThrowsAsync<InvalidDataException>(() => Storage.PutAsync(
            "object", PutMode.Replace,
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(RandomBytes(100_000), cancellation);
                throw new InvalidDataException();
            },
            Cancellation));
        Assert.Equal("old"u8.ToArray(), await GetAsync("object"));
        Assert.Equal(["object"], await ListAsync("", recursive: true));
    }

    [Fact]
    public async Task A_writers_own_io_error_is_not_taken_for_the_stores()
    {
        await Assert.ThrowsAsync<IOException>(() => Storage.PutAsync(
            "object", PutMode.Replace, (_, _) => throw new IOException("of the source", 5), Cancellation));
        Assert.Null(await Storage.StatAsync("object", Cancellation));
    }

    [Fact]
    public async Task Lists_by_any_prefix_in_ordinal_order()
    {
        foreach (var name in new[] { "w/2", "w/10", "w/1", "w/1/deep", "w/A", "w/a", "wx", "v/1", "w/sub/x/y" }
            .Where(CanHold))
            await PutAsync(name, [1]);
        Assert.Equal(
            new[] { "w/1", "w/1/deep", "w/10", "w/2", "w/A", "w/a", "w/sub/x/y" }.Where(CanHold),
            await ListAsync("w/", recursive: true));
        Assert.Equal(["w/1", "w/10", "w/2", "w/A", "w/a"], await ListAsync("w/", recursive: false));
        Assert.Equal(new[] { "w/1", "w/10" }, await ListAsync("w/1", recursive: false));
        Assert.Equal(new[] { "w/1", "w/1/deep", "w/10" }.Where(CanHold), await ListAsync("w/1", recursive: true));
        Assert.Equal(["wx"], await ListAsync("w", recursive: false));
        Assert.Equal(["w/sub/x/y"], await ListAsync("w/sub/x", recursive: true));
    }

    [Fact]
    public async Task Knows_whether_anything_lies_below_a_prefix()
    {
        Assert.False(await Storage.AnyAsync("w/", Cancellation));
        await PutAsync("w/sub/x/y", [1]);
        await PutAsync("wx", [1]);
        foreach (var prefix in new[] { "", "w", "w/", "w/s", "w/sub/", "w/sub/x/y" })
            Assert.True(await Storage.AnyAsync(prefix, Cancellation), prefix);
        foreach (var prefix in new[] { "w/x", "x", "sub/", "w/sub/x/y/" })
            Assert.False(await Storage.AnyAsync(prefix, Cancellation), prefix);
    }

    [Fact]
    public async Task Finds_a_name_under_the_endings_it_has()
    {
        foreach (var name in new[] { "w/1", "w/1.lz4", "w/1.br", "w/10.lz4", "w/1.lz4.sha256" })
            await PutAsync(name, [1]);
        var found = await Storage.FindAsync("w/1", [".lz4", ".zst", "", "."], Cancellation);
        Assert.Equal(["w/1", "w/1.lz4"], found.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Empty(await Storage.FindAsync("w/2", [".lz4", ""], Cancellation));
        Assert.Empty(await Storage.FindAsync("x/2", [".lz4", ""], Cancellation));
    }

    [Fact]
    public async Task A_half_written_object_is_in_no_listing_and_not_there()
    {
        await PutAsync("w/1", [1]);
        await Storage.PutAsync(
            "w/2", PutMode.Replace,
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(RandomBytes(200_000), cancellation);
                await stream.FlushAsync(cancellation);
                Assert.Equal(["w/1"], await ListAsync("w/", recursive: true));
                Assert.Null(await Storage.StatAsync("w/2", cancellation));
                Assert.Null(await Storage.OpenReadAsync("w/2", 0, cancellation));
            },
            Cancellation);
        Assert.Equal(["w/1", "w/2"], await ListAsync("w/", recursive: true));
    }

    [Fact]
    public async Task Deletes_only_what_is_named()
    {
        await PutAsync("a/1", [1]);
        await PutAsync("a/2", [1]);
        await PutAsync("b/c/3", [1]);
        await Storage.DeleteAsync(["a/1", "b/c/3", "a/absent"], Cancellation);
        Assert.Equal(["a/2"], await ListAsync("", recursive: true));
        await PutAsync("b/c/3", [2]);
        Assert.Equal([2], await GetAsync("b/c/3"));
    }

    [Fact]
    public async Task Works_concurrently()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
        {
            var bytes = RandomBytes(10_000 + number);
            await PutAsync($"many/{number}", bytes);
            Assert.Equal(bytes, await GetAsync($"many/{number}"));
        }));
        Assert.Equal(24, (await ListAsync("many/", recursive: false)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/")]
    [InlineData("a\nb")]
    public async Task Refuses_names_that_leave_the_prefix(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(name, [1]));
        await Assert.ThrowsAsync<ArgumentException>(() => Storage.StatAsync(name, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Storage.DeleteAsync([name], Cancellation));
    }

    [Fact]
    public async Task Keeps_spaces_and_letters_of_any_language()
    {
        const string name = "a folder/grüße + 100% & 日本.txt";
        await PutAsync(name, [1, 2]);
        Assert.Equal([1, 2], (await GetAsync(name))!);
        Assert.Equal([name], await ListAsync("a folder/", recursive: false));
        await Storage.DeleteAsync([name], Cancellation);
        Assert.Null(await Storage.StatAsync(name, Cancellation));
    }

    [Fact]
    public void Location_names_the_place() => Assert.NotEmpty(Storage.Location);

    protected static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    protected abstract Task<IStorage> OpenAsync();

    /// <summary>False where a name cannot be beside others: a file system has no folder with a file's name.</summary>
    protected virtual bool CanHold(string name) => true;

    protected Task<bool> PutAsync(string name, byte[] bytes, PutMode mode = PutMode.Replace) => Storage.PutAsync(
        name, mode, async (stream, cancellation) => await stream.WriteAsync(bytes, cancellation), Cancellation);

    protected async Task<byte[]?> GetAsync(string name, long offset = 0)
    {
        await using var stream = await Storage.OpenReadAsync(name, offset, Cancellation);
        if (stream is null) return null;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    protected async Task<List<string>> ListAsync(string prefix, bool recursive)
    {
        var names = new List<string>();
        await foreach (var stored in Storage.ListAsync(prefix, recursive, Cancellation)) names.Add(stored.Name);
        return names;
    }
}
