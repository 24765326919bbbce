namespace Postern.Archiver.Compression.Lz4;

/// <summary>WAL-G's default method.</summary>
public sealed class Lz4Compressor : ICompressor
{
    public string Method => "lz4";

    public string Extension => "lz4";

    public bool CanCompress => true;

    public Stream Compress(Stream destination) => new EncodingStream(destination, new Lz4Encoder());

    public Stream Decompress(Stream source) => new DecodingStream(source, new Lz4Decoder(), Method);
}
