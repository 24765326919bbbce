using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Compression;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Xunit;

namespace Postern.Tests.Archiver.Compression;

public sealed class CompressorsTests
{
    [Theory]
    [InlineData("lz4", "lz4")]
    [InlineData("zstd", "zst")]
    [InlineData("brotli", "br")]
    [InlineData("none", "")]
    [InlineData("lzma", "lzma")]
    [InlineData("gzip", "gz")]
    public void Methods_have_walgs_extensions(string method, string extension)
    {
        Assert.Equal(extension, Compressors.ByMethod(method).Extension);
        Assert.Equal(method, Compressors.ByExtension(extension)!.Method);
    }

    [Fact]
    public void Lz4_is_the_default() => Assert.Equal("lz4", Writing([]).Method);

    [Theory]
    [InlineData("lzma")]
    [InlineData("gzip")]
    [InlineData("lzo")]
    [InlineData("LZ4")]
    public void Methods_that_are_not_written_are_refused(string method)
    {
        var failure = Assert.Throws<ArchiverException>(() => Writing(new() { ["WALG_COMPRESSION_METHOD"] = method }));
        Assert.Equal(FailureCode.SettingInvalid, failure.Code);
        Assert.Contains(method, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd", "fast")]
    [InlineData("lz4", "best")]
    public void Levels_are_zstds_and_have_names(string method, string level)
    {
        var failure = Assert.Throws<ArchiverException>(() => Writing(new()
        {
            ["WALG_COMPRESSION_METHOD"] = method, ["WALG_ZSTD_LEVEL"] = level,
        }));
        Assert.Contains("WALG_ZSTD_LEVEL", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_bytes_come_back_and_whatever_is_no_frame_is_refused_or_an_answer()
    {
        foreach (var compressor in Compressors.ReadOrder)
        {
            if (compressor.CanCompress)
            {
                Prop.ForAll<byte[]>(bytes =>
                    bytes.AsSpan().SequenceEqual(Decompress(compressor, Compress(compressor, bytes))))
                    .QuickCheckThrowOnFailure();
            }
            Prop.ForAll<byte[]>(bytes =>
            {
                try
                {
                    Decompress(compressor, bytes);
                }
                catch (ArchiverException failure)
                {
                    Assert.True(failure.Code is FailureCode.ObjectCorrupt or FailureCode.FormatUnsupported);
                }
            }).QuickCheckThrowOnFailure();
        }
    }

    private static ICompressor Writing(Dictionary<string, string> settings) =>
        Compressors.ForWriting(new ArchiverSettings(settings));

    private static byte[] Compress(ICompressor compressor, byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var stream = compressor.Compress(target)) stream.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Decompress(ICompressor compressor, byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var stream = compressor.Decompress(new MemoryStream(bytes))) stream.CopyTo(target);
        return target.ToArray();
    }
}
