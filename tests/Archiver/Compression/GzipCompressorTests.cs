using System.IO.Compression;
using Postern.Archiver.Compression.Gzip;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Compression;

public sealed class GzipCompressorTests
{
    [Fact]
    public async Task Reads_members_one_after_another()
    {
        var first = TestBytes.Pages(300_000);
        var second = TestBytes.Random(1000);
        byte[] expected = [.. first, .. second];
        Assert.Equal(expected, await ReadAsync([.. Gzip(first), .. Gzip(second)]));
        // GZipStream writes nothing at all for nothing, so this one is from gzip -n.
        Assert.Empty(await ReadAsync(Convert.FromHexString("1f8b080000000000000303000000000000000000")));
    }

    [Fact]
    public async Task A_stream_cut_anywhere_is_refused()
    {
        var compressed = Gzip(TestBytes.Pages(3000));
        for (var cut = 0; cut < compressed.Length; cut++)
        {
            var length = cut;
            var failure = await Assert.ThrowsAsync<ArchiverException>(() => ReadAsync(compressed[..length]));
            Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
        }
    }

    [Fact]
    public async Task A_wrong_checksum_or_length_is_refused()
    {
        var compressed = Gzip(TestBytes.Pages(3000));
        for (var back = 1; back <= 8; back++)
        {
            var damaged = compressed.ToArray();
            damaged[^back] ^= 1;
            var failure = await Assert.ThrowsAsync<ArchiverException>(() => ReadAsync(damaged));
            Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
        }
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true)) stream.Write(bytes);
        return target.ToArray();
    }

    private static async Task<byte[]> ReadAsync(byte[] compressed)
    {
        await using var plain = new GzipCompressor().Decompress(new MemoryStream(compressed));
        return await TestBytes.ReadAllAsync(plain);
    }
}
