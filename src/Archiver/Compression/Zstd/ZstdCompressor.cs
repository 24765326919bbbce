using Postern.Archiver.Failures;

namespace Postern.Archiver.Compression.Zstd;

/// <summary>Zstandard at a level of the library's scale.</summary>
public sealed class ZstdCompressor(int level = ZstdCompressor.DefaultLevel) : ICompressor
{
    public const int DefaultLevel = 3;

    public string Method => "zstd";

    public string Extension => "zst";

    public bool CanCompress => true;

    /// <summary>WALG_ZSTD_LEVEL's names, which are those of klauspost/compress, as levels of the library.</summary>
    /// <exception cref="ArchiverException">SettingInvalid for any other name.</exception>
    public static int LevelOf(string name) => name switch
    {
        "fastest" => 1,
        "default" => DefaultLevel,
        "better" => 7,
        "best" => 11,
        _ => throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting 'WALG_ZSTD_LEVEL' is '{name}'",
            "give fastest, default, better or best."),
    };

    public Stream Compress(Stream destination) => new EncodingStream(destination, new ZstdEncoder(level));

    public Stream Decompress(Stream source) => new DecodingStream(source, new ZstdDecoder(), Method);
}
