using Postern.Durability;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Durability;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_and_replaces_with_parents()
    {
        var path = _folder.At("a", "b", "file");
        Assert.True(DurableFile.WriteText(path, "one"));
        Assert.True(DurableFile.WriteText(path, "two"));
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.At("a", "b")));
    }

    [Fact]
    public void Create_only_keeps_what_is_there()
    {
        var path = _folder.At("file");
        Assert.True(DurableFile.WriteText(path, "one", mode: DurableWriteMode.CreateOnly));
        Assert.False(DurableFile.WriteText(path, "two", mode: DurableWriteMode.CreateOnly));
        Assert.Equal("one", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Of_many_racing_creators_one_wins()
    {
        var path = _folder.At("file");
        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(
            () => DurableFile.WriteText(path, $"{number}", mode: DurableWriteMode.CreateOnly) ? number : -1)));
        var winner = Assert.Single(won, number => number >= 0);
        Assert.Equal($"{winner}", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Permissions_are_exact_when_given()
    {
        var path = _folder.At("secret");
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        DurableFile.WriteText(path, "x", ownerOnly);
        Assert.Equal(ownerOnly, File.GetUnixFileMode(path));
        const UnixFileMode open = (UnixFileMode)0b110_110_110;
        DurableFile.WriteText(path, "x", open);
        Assert.Equal(open, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task A_writer_that_throws_leaves_the_target_and_no_temporary()
    {
        var path = _folder.At("file");
        DurableFile.WriteText(path, "old");
        await Assert.ThrowsAsync<InvalidDataException>(() => DurableFile.WriteAsync(
            path,
            async (stream, cancellation) =>
            {
                await stream.WriteAsync("half"u8.ToArray(), cancellation);
                throw new InvalidDataException();
            },
            CancellationToken.None));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_cancelled_write_publishes_nothing()
    {
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DurableFile.WriteAsync(
            _folder.At("file"), (_, _) => source.CancelAsync(), source.Token));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Delete_says_whether_there_was_one()
    {
        DurableFile.WriteText(_folder.At("file"), "x");
        Assert.True(DurableFile.Delete(_folder.At("file")));
        Assert.False(DurableFile.Delete(_folder.At("file")));
        Assert.False(DurableFile.Delete(_folder.At("no", "file")));
    }

    [Fact]
    public void Rename_replaces_across_folders_and_moves_folders()
    {
        DurableFile.WriteText(_folder.At("a", "file"), "new");
        DurableFile.WriteText(_folder.At("b", "file"), "old");
        DurableFile.Rename(_folder.At("a", "file"), _folder.At("b", "file"));
        DurableFile.Rename(_folder.At("b"), _folder.At("c"));
        Assert.Equal("new", File.ReadAllText(_folder.At("c", "file")));
        Assert.False(Directory.Exists(_folder.At("b")));
    }

    [Fact]
    public void A_file_in_the_way_of_a_folder_is_named()
    {
        DurableFile.WriteText(_folder.At("file"), "x");
        var error = Assert.ThrowsAny<IOException>(() => DurableFile.WriteText(_folder.At("file", "below"), "x"));
        Assert.Contains(_folder.At("file"), error.Message, StringComparison.Ordinal);
    }
}
