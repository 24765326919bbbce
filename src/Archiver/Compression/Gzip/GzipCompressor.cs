namespace Postern.Archiver.Compression.Gzip;

/// <summary>Gzip, which older archives hold. Read only.</summary>
public sealed class GzipCompressor : ICompressor
{
    public string Method => "gzip";

    public string Extension => "gz";

    public bool CanCompress => false;

    public Stream Compress(Stream destination) => throw new NotSupportedException("gzip is only read");

    public Stream Decompress(Stream source) => new DecodingStream(source, new GzipDecoder(), Method);
}
