namespace Postern.Archiver.Compression.Zstd;

/// <summary>
/// Zstandard frames, several one after another, skippable ones among them, windows up to the 512 MiB that WAL-G
/// reads.
/// </summary>
internal sealed class ZstdDecoder : Decoder
{
    private const int LargestWindowLog = 29;

    private readonly ZstdLibrary.DecompressionContext _context = ZstdLibrary.ZSTD_createDCtx();
    private bool _complete = true;

    public ZstdDecoder() => ZstdLibrary.Check(
        ZstdLibrary.ZSTD_DCtx_setParameter(_context, ZstdLibrary.WindowLogMax, LargestWindowLog));

    public override bool IsComplete => _complete;

    public override int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        var wanted = ZstdLibrary.Decompress(_context, input, output, out consumed, out var produced);
        if (consumed > 0 || produced > 0) _complete = wanted == 0;
        return produced;
    }

    public override void Dispose() => _context.Dispose();
}
