using Postern.Archiver.Compression;
using Postern.Archiver.Compression.Lz4;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Compression;

public sealed class Lz4CompressorTests : CompressorContract
{
    private static readonly byte[] Skippable = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];

    protected override ICompressor Compressor { get; } = new Lz4Compressor();

    [Fact]
    public async Task Announces_independent_blocks_and_a_content_checksum()
    {
        var compressed = await CompressAsync(TestBytes.Pages(100));
        Assert.Equal([0x04, 0x22, 0x4D, 0x18, 0x64], compressed[..5]);
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
    public async Task A_wrong_content_checksum_is_refused()
    {
        var compressed = await CompressAsync(TestBytes.Pages(5_000_000));
        compressed[^1] ^= 1;
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => DecompressAsync(compressed));
        Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
    }

    [Fact]
    public async Task The_legacy_frame_is_refused_by_name()
    {
        var failure = await Assert.ThrowsAsync<ArchiverException>(
            () => DecompressAsync([0x02, 0x21, 0x4C, 0x18, 1, 0, 0, 0, 0]));
        Assert.Equal(FailureCode.FormatUnsupported, failure.Code);
        Assert.Contains("legacy", failure.Message, StringComparison.Ordinal);
    }
}
