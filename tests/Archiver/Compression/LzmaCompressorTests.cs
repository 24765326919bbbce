using Postern.Archiver.Compression.Lzma;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Compression;

public sealed class LzmaCompressorTests
{
    // "hello, hello, hello, hello" by liblzma's alone encoder: length -1 and an end mark.
    private const string Sample = "5d00008000ffffffffffffffff00341949ee8def8c8a71405aecfffffde33000";

    [Fact]
    public async Task Reads_a_stream_with_an_end_mark() =>
        Assert.Equal("hello, hello, hello, hello"u8.ToArray(), await ReadAsync(Convert.FromHexString(Sample)));

    [Fact]
    public async Task A_stream_cut_anywhere_is_refused_also_when_nothing_is_left()
    {
        var compressed = Convert.FromHexString(Sample);
        for (var cut = 0; cut < compressed.Length; cut++)
        {
            var length = cut;
            var failure = await Assert.ThrowsAsync<ArchiverException>(() => ReadAsync(compressed[..length]));
            Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
        }
    }

    [Fact]
    public async Task An_xz_container_is_refused()
    {
        byte[] xz = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => ReadAsync(xz));
        Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
    }

    private static async Task<byte[]> ReadAsync(byte[] compressed)
    {
        await using var plain = new LzmaCompressor().Decompress(new MemoryStream(compressed));
        return await TestBytes.ReadAllAsync(plain);
    }
}
