using System.Buffers;
using CodecDecoder = System.IO.Compression.BrotliDecoder;
using CodecEncoder = System.IO.Compression.BrotliEncoder;

namespace Postern.Archiver.Compression;

/// <summary>Brotli at WAL-G's quality 3. BrotliStream is not used: it takes a cut stream for its end.</summary>
public sealed class BrotliCompressor : ICompressor
{
    private const int Quality = 3;
    private const int WindowBits = 22;

    public string Method => "brotli";

    public string Extension => "br";

    public bool CanCompress => true;

    public Stream Compress(Stream destination) => new EncodingStream(destination, new Writer());

    public Stream Decompress(Stream source) => new DecodingStream(source, new Reader(), Method);

    private sealed class Writer : Encoder
    {
        private CodecEncoder _encoder = new(Quality, WindowBits);

        public override int InputSizeBytes => 256 * 1024;

        public override int OutputSizeBytes => 256 * 1024;

        public override int Encode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
        {
            _encoder.Compress(input, output, out consumed, out var written, isFinalBlock: false);
            return written;
        }

        public override int Finish(Span<byte> output, out bool done)
        {
            done = _encoder.Compress([], output, out _, out var written, isFinalBlock: true) == OperationStatus.Done;
            return written;
        }

        public override void Dispose() => _encoder.Dispose();
    }

    private sealed class Reader : Decoder
    {
        private CodecDecoder _decoder;
        private bool _begun;
        private bool _done;

        public override bool IsComplete => _done || !_begun;

        public override int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
        {
            consumed = 0;
            if (_done) return 0;
            _begun |= !input.IsEmpty;
            var status = _decoder.Decompress(input, output, out consumed, out var written);
            if (status == OperationStatus.InvalidData)
                throw CompressionFailure.Damaged("brotli", "the decoder refuses it");
            _done = status == OperationStatus.Done;
            return written;
        }

        public override void Dispose() => _decoder.Dispose();
    }
}
