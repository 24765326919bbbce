namespace Postern.Archiver.Compression.Lz4;

/// <summary>
/// LZ4 frames, several one after another, skippable ones among them. The library checks every checksum that is there.
/// </summary>
internal sealed class Lz4Decoder : Decoder
{
    private static ReadOnlySpan<byte> LegacyMagic => [0x02, 0x21, 0x4C, 0x18];

    private readonly Lz4Library.DecompressionContext _context;
    private bool _complete = true;

    public Lz4Decoder() =>
        Lz4Library.Check(Lz4Library.LZ4F_createDecompressionContext(out _context, Lz4Library.Version));

    public override bool IsComplete => _complete;

    public override int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        if (_complete && input.StartsWith(LegacyMagic))
            throw CompressionFailure.Unsupported("lz4", "the legacy frame, which has no end mark");
        var produced = (nuint)output.Length;
        var taken = (nuint)input.Length;
        var wanted = Lz4Library.Check(
            Lz4Library.LZ4F_decompress(_context, output, ref produced, input, ref taken, 0));
        consumed = (int)taken;
        if (consumed > 0 || produced > 0) _complete = wanted == 0;
        return (int)produced;
    }

    public override void Dispose() => _context.Dispose();
}
