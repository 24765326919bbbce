using Postern.Archiver.Compression;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Compression;

/// <summary>What <see cref="ICompressor"/> promises of a method that is written.</summary>
public abstract class CompressorContract
{
    protected abstract ICompressor Compressor { get; }

    /// <summary>False for "none": it has no end mark.</summary>
    protected virtual bool KnowsItsEnd => true;

    [Fact]
    public async Task Gives_back_every_size_in_any_pieces()
    {
        foreach (var size in TestBytes.Sizes)
        {
            var bytes = TestBytes.Pages(size);
            var compressed = await CompressAsync(bytes, seed: size);
            await using var plain = Compressor.Decompress(new TestBytes.Trickle(compressed));
            Assert.Equal(bytes, await TestBytes.ReadAllAsync(plain));
        }
    }

    [Fact]
    public async Task Reads_synchronously_too()
    {
        var bytes = TestBytes.Pages(700_000);
        using var plain = Compressor.Decompress(new MemoryStream(await CompressAsync(bytes)));
        using var copy = new MemoryStream();
        plain.CopyTo(copy, 1000);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task Leaves_both_ends_open()
    {
        using var target = new MemoryStream();
        await using (var stream = Compressor.Compress(target)) await stream.WriteAsync(new byte[10]);
        Assert.True(target.CanWrite);
        target.Position = 0;
        await using (var stream = Compressor.Decompress(target)) await TestBytes.ReadAllAsync(stream);
        Assert.True(target.CanRead);
    }

    [Fact]
    public async Task A_stream_cut_anywhere_is_refused()
    {
        if (!KnowsItsEnd) return;
        foreach (var size in new[] { 0, 1, 5000, 700_000 })
        {
            var compressed = await CompressAsync(TestBytes.Pages(size));
            var step = Math.Max(1, compressed.Length / 97);
            for (var cut = 1; cut < compressed.Length; cut += cut < 20 || cut > compressed.Length - 20 ? 1 : step)
            {
                var length = cut;
                var failure = await Assert.ThrowsAsync<ArchiverException>(
                    () => DecompressAsync(compressed[..length]));
                Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
            }
        }
    }

    [Fact]
    public async Task Nothing_at_all_is_the_encoding_of_nothing() => Assert.Empty(await DecompressAsync([]));

    [Fact]
    public async Task Bytes_after_the_end_are_refused()
    {
        if (!KnowsItsEnd) return;
        var compressed = await CompressAsync(TestBytes.Pages(5000));
        var failure = await Assert.ThrowsAsync<ArchiverException>(
            () => DecompressAsync([.. compressed, .. "garbage after the end"u8]));
        Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
    }

    [Fact]
    public async Task A_failing_destination_is_reported_once_and_gets_no_end_mark()
    {
        var target = new FailingStream();
        var stream = Compressor.Compress(target);
        await Assert.ThrowsAsync<IOException>(async () => await stream.WriteAsync(TestBytes.Random(12_000_000)));
        await stream.DisposeAsync();
        Assert.Equal(1, target.Writes);
    }

    protected async Task<byte[]> CompressAsync(byte[] bytes, int seed = 3)
    {
        using var target = new MemoryStream();
        await using (var stream = Compressor.Compress(target)) await TestBytes.WriteInPiecesAsync(stream, bytes, seed);
        return target.ToArray();
    }

    protected async Task<byte[]> DecompressAsync(byte[] compressed)
    {
        await using var plain = Compressor.Decompress(new MemoryStream(compressed));
        return await TestBytes.ReadAllAsync(plain);
    }

    private sealed class FailingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            throw new IOException("no");
        }
    }
}
