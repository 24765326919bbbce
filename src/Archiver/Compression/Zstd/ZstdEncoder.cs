namespace Postern.Archiver.Compression.Zstd;

/// <summary>One Zstandard frame with a content checksum.</summary>
internal sealed class ZstdEncoder : Encoder
{
    private readonly ZstdLibrary.CompressionContext _context = ZstdLibrary.ZSTD_createCCtx();

    public ZstdEncoder(int level)
    {
        ZstdLibrary.Check(ZstdLibrary.ZSTD_CCtx_setParameter(_context, ZstdLibrary.CompressionLevel, level));
        ZstdLibrary.Check(ZstdLibrary.ZSTD_CCtx_setParameter(_context, ZstdLibrary.ChecksumFlag, 1));
    }

    public override int InputSizeBytes => 256 * 1024;

    public override int OutputSizeBytes => 256 * 1024;

    public override int Encode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        ZstdLibrary.Compress(_context, input, output, ZstdLibrary.Continue, out consumed, out var produced);
        return produced;
    }

    public override int Finish(Span<byte> output, out bool done)
    {
        done = ZstdLibrary.Compress(_context, [], output, ZstdLibrary.End, out _, out var produced) == 0;
        return produced;
    }

    public override void Dispose() => _context.Dispose();
}
