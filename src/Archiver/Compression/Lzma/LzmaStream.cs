using System.Buffers.Binary;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Compression.Lzma;

/// <summary>
/// Reads an LZMA-alone stream: properties, dictionary size, length (-1: up to the end mark), then one range-coded
/// stream. The source is read synchronously: the method is met in old archives only.
/// </summary>
internal sealed class LzmaStream(Stream source) : ReadStream
{
    private const int HeaderSizeBytes = 13;
    private const int SmallestDictionaryBytes = 4096;
    private const uint LargestDictionaryBytes = 1u << 29;
    private const int PropertiesLimit = 9 * 5 * 5;

    private LzmaDecoder? _decoder;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        _decoder ??= Open();
        return _decoder.Decode(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    private LzmaDecoder Open()
    {
        Span<byte> header = stackalloc byte[HeaderSizeBytes];
        if (source.ReadAtLeast(header, HeaderSizeBytes, throwOnEndOfStream: false) < HeaderSizeBytes)
            throw CompressionFailure.CutShort("lzma");
        if (header[0] >= PropertiesLimit) throw CompressionFailure.Damaged("lzma", "its properties are impossible");
        var dictionaryBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[1..]);
        if (dictionaryBytes > LargestDictionaryBytes)
            throw CompressionFailure.Unsupported("lzma", $"a dictionary of {dictionaryBytes} bytes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(header[5..]);
        if (length < -1) throw CompressionFailure.Damaged("lzma", "its length is impossible");
        return new LzmaDecoder(
            new RangeDecoder(source), header[0], Math.Max((int)dictionaryBytes, SmallestDictionaryBytes), length);
    }
}
