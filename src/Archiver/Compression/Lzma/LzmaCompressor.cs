namespace Postern.Archiver.Compression.Lzma;

/// <summary>
/// The classic LZMA-alone stream that WAL-G's method lzma writes (13 bytes of header, no checksum). Read only.
/// </summary>
public sealed class LzmaCompressor : ICompressor
{
    public string Method => "lzma";

    public string Extension => "lzma";

    public bool CanCompress => false;

    public Stream Compress(Stream destination) => throw new NotSupportedException("lzma is only read");

    public Stream Decompress(Stream source) => new LzmaStream(source);
}
