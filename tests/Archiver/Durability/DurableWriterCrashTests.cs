using Postern.Durability;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Durability;

/// <summary>
/// A write is stopped at every call it makes; what is found afterwards is the old file or the new one.
/// </summary>
public sealed class DurableWriterCrashTests
{
    private const string Old = "the old content";
    private const string New = "the new content, which is longer";

    [Theory]
    [InlineData(DurableWriteMode.Replace, true)]
    [InlineData(DurableWriteMode.Replace, false)]
    [InlineData(DurableWriteMode.CreateOnly, true)]
    [InlineData(DurableWriteMode.CreateOnly, false)]
    public async Task Stopped_anywhere_the_target_is_whole(DurableWriteMode mode, bool existing)
    {
        for (var stopAt = 0; ; stopAt++)
        {
            using var folder = new TemporaryFolder();
            var path = folder.At("x", "y", "file");
            if (existing) DurableFile.WriteText(path, Old);
            var calls = new StoppingCalls(stopAt);
            var finished = await TryWriteAsync(new DurableWriter(calls, TimeProvider.System), path, mode);
            var found = File.Exists(path) ? File.ReadAllText(path) : null;
            var before = existing ? Old : null;
            var after = existing && mode == DurableWriteMode.CreateOnly ? Old : New;
            Assert.True(found == before || found == after, $"after {string.Join(", ", calls.Made)}: '{found}'");
            AssertOnlyTemporariesBeside(path);
            if (!finished) continue;
            Assert.Equal(after, found);
            Assert.True(stopAt > 4);
            return;
        }
    }

    [Fact]
    public async Task Published_only_after_the_bytes_are_flushed_and_durable_only_after_the_folder_is()
    {
        using var folder = new TemporaryFolder();
        var calls = new StoppingCalls(int.MaxValue);
        await TryWriteAsync(new DurableWriter(calls, TimeProvider.System), folder.At("file"), DurableWriteMode.Replace);
        Assert.Equal(["create", "write", "write", "flush", "rename", "flush folder"], calls.Made);
    }

    [Fact]
    public async Task A_kept_file_is_made_durable_too()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("file"), Old);
        var calls = new StoppingCalls(int.MaxValue);
        await TryWriteAsync(
            new DurableWriter(calls, TimeProvider.System), folder.At("file"), DurableWriteMode.CreateOnly);
        Assert.Equal(["rename to new", "unlink", "flush existing", "flush folder"], calls.Made[^4..]);
    }

    [Fact]
    public async Task A_full_disk_at_any_call_leaves_no_temporary()
    {
        for (var stopAt = 0; stopAt < 6; stopAt++)
        {
            using var folder = new TemporaryFolder();
            var calls = new StoppingCalls(stopAt, () => new IOException("no space", 28)) { Once = true };
            var writer = new DurableWriter(calls, TimeProvider.System);
            var error = await Assert.ThrowsAsync<IOException>(
                () => TryWriteAsync(writer, folder.At("file"), DurableWriteMode.Replace));
            Assert.True(FileSystemError.IsDiskFull(error));
            Assert.DoesNotContain(Directory.GetFiles(folder.Path), path => TemporaryName.Is(path));
        }
    }

    private static async Task<bool> TryWriteAsync(DurableWriter writer, string path, DurableWriteMode mode)
    {
        try
        {
            await writer.WriteAsync(
                path,
                async (stream, cancellation) =>
                {
                    await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(New[..5]), cancellation);
                    await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(New[5..]), cancellation);
                },
                null, mode, CancellationToken.None);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private static void AssertOnlyTemporariesBeside(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder)) return;
        foreach (var beside in Directory.GetFiles(folder))
            Assert.True(beside == path || TemporaryName.Is(beside), beside);
    }
}
