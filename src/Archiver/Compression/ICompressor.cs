namespace Postern.Archiver.Compression;

/// <summary>
/// One compression method with WAL-G's extension. Streams are not seekable and own neither source nor destination.
/// Writing: disposing the returned stream ends the frame. Reading: the end mark and every checksum that the format
/// announces are required; a stream that is cut or damaged throws ObjectCorrupt and never ends early.
/// </summary>
public interface ICompressor
{
    /// <summary>WAL_COMPRESSION_METHOD's value: "lz4", "zstd", "brotli", "none", "lzma", "gzip".</summary>
    string Method { get; }

    /// <summary>The object's extension without a dot: "lz4", "zst", "br", "" for none, "lzma", "gz".</summary>
    string Extension { get; }

    /// <summary>False for methods that are only read (lzma, gzip).</summary>
    bool CanCompress { get; }

    Stream Compress(Stream destination);

    Stream Decompress(Stream source);
}
