using Postern.Archiver.Streams;

namespace Postern.Archiver.Compression;

/// <summary>
/// The bytes as they are. An object cut short is found by its length or hash only, or by its encryption.
/// </summary>
public sealed class NoCompressor : ICompressor
{
    public string Method => "none";

    public string Extension => "";

    public bool CanCompress => true;

    public Stream Compress(Stream destination) => new EncodingStream(destination, new Copying());

    public Stream Decompress(Stream source) => new Passing(source);

    /// <summary>Gathers small writes: the stores' streams have no buffers.</summary>
    private sealed class Copying : Encoder
    {
        public override int InputSizeBytes => 256 * 1024;

        public override int OutputSizeBytes => InputSizeBytes;

        public override int Encode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
        {
            input.CopyTo(output);
            consumed = input.Length;
            return input.Length;
        }

        public override int Finish(Span<byte> output, out bool done)
        {
            done = true;
            return 0;
        }

        public override void Dispose()
        {
        }
    }

    private sealed class Passing(Stream source) : ReadStream
    {
        public override int Read(Span<byte> buffer) => source.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            source.ReadAsync(buffer, cancellationToken);
    }
}
