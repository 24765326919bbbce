using Postern.Archiver.Compression;
using Postern.Archiver.Compression.Zstd;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Compression;

public sealed class ZstdCompressorTests : CompressorContract
{
    private static readonly byte[] Skippable = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];

    protected override ICompressor Compressor { get; } = new ZstdCompressor();

    [Theory]
    [InlineData("fastest")]
    [InlineData("better")]
    [InlineData("best")]
    public async Task Every_level_is_read_back(string level)
    {
        var bytes = TestBytes.Pages(900_000);
        var compressor = new ZstdCompressor(ZstdCompressor.LevelOf(level));
        using var target = new MemoryStream();
        await using (var stream = compressor.Compress(target)) await stream.WriteAsync(bytes);
        Assert.Equal(bytes, await DecompressAsync(target.ToArray()));
    }

    [Fact]
    public async Task Frames_one_after_another_and_skippable_ones_are_read()
    {
        var first = TestBytes.Pages(300_000);
        var second = TestBytes.Random(1000);
        byte[] frames = [.. Skippable, .. await CompressAsync(first), .. await CompressAsync(second), .. Skippable];
        byte[] expected = [.. first, .. second];
        Assert.Equal(expected, await DecompressAsync(frames));
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused()
    {
        var compressed = await CompressAsync(TestBytes.Pages(5_000_000));
        compressed[^1] ^= 1;
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => DecompressAsync(compressed));
        Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
    }
}
