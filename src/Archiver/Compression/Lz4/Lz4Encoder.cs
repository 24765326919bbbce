namespace Postern.Archiver.Compression.Lz4;

/// <summary>
/// LZ4 frames of independent blocks with a content checksum, as WAL-G's pierrec/lz4 writes them, but with blocks of
/// 256 KiB: with WAL-G's 4 MiB the page faults of the buffers cost a short-lived process more than the compression.
/// </summary>
internal sealed class Lz4Encoder : Encoder
{
    private const int Max256KiB = 5;
    private const int HeaderRoom = 32;

    private static readonly Lz4Library.Preferences Preferences = new()
    {
        BlockSizeId = Max256KiB,
        BlockMode = 1,
        ContentChecksum = 1,
        AutoFlush = 1,
    };

    private readonly Lz4Library.CompressionContext _context;
    private bool _begun;

    public Lz4Encoder()
    {
        Lz4Library.Check(Lz4Library.LZ4F_createCompressionContext(out _context, Lz4Library.Version));
        OutputSizeBytes =
            Lz4Library.Check(Lz4Library.LZ4F_compressBound((nuint)InputSizeBytes, Preferences)) + HeaderRoom;
    }

    public override int InputSizeBytes => 256 * 1024;

    public override int OutputSizeBytes { get; }

    public override int Encode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        var header = Begin(output);
        var room = output[header..];
        var body = Lz4Library.Check(Lz4Library.LZ4F_compressUpdate(
            _context, room, (nuint)room.Length, input, (nuint)input.Length, 0));
        consumed = input.Length;
        return header + body;
    }

    public override int Finish(Span<byte> output, out bool done)
    {
        var header = Begin(output);
        var room = output[header..];
        done = true;
        return header + Lz4Library.Check(Lz4Library.LZ4F_compressEnd(_context, room, (nuint)room.Length, 0));
    }

    public override void Dispose() => _context.Dispose();

    private int Begin(Span<byte> output)
    {
        if (_begun) return 0;
        _begun = true;
        return Lz4Library.Check(
            Lz4Library.LZ4F_compressBegin(_context, output, (nuint)output.Length, Preferences));
    }
}
