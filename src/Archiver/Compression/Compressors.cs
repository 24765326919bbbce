using Postern.Archiver.Compression.Gzip;
using Postern.Archiver.Compression.Lz4;
using Postern.Archiver.Compression.Lzma;
using Postern.Archiver.Compression.Zstd;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Compression;

/// <summary>Every compression method that is read, and which of them a setting chooses for writing.</summary>
public static class Compressors
{
    public static ICompressor None { get; } = new NoCompressor();

    /// <summary>
    /// In the order in which a name's extensions are tried: what Postern and WAL-G write by default first. The bare
    /// name is "none".
    /// </summary>
    public static IReadOnlyList<ICompressor> ReadOrder { get; } =
    [
        new Lz4Compressor(),
        new ZstdCompressor(),
        new BrotliCompressor(),
        None,
        new LzmaCompressor(),
        new GzipCompressor(),
    ];

    /// <summary>The method of an extension without its dot ("" is none), or null for an unknown one.</summary>
    public static ICompressor? ByExtension(string extension) =>
        ReadOrder.FirstOrDefault(compressor => compressor.Extension == extension);

    /// <summary>The method of WALG_COMPRESSION_METHOD's value.</summary>
    /// <exception cref="ArchiverException">SettingInvalid for an unknown method.</exception>
    public static ICompressor ByMethod(string method) =>
        ReadOrder.FirstOrDefault(compressor => compressor.Method == method) ?? throw Unknown(method);

    /// <summary>What objects are written with: WALG_COMPRESSION_METHOD (lz4 when unset) and WALG_ZSTD_LEVEL.</summary>
    /// <exception cref="ArchiverException">
    /// SettingInvalid for a method that is unknown or only read, or a misplaced level.
    /// </exception>
    public static ICompressor ForWriting(ArchiverSettings settings)
    {
        var method = settings["WALG_COMPRESSION_METHOD"] ?? "lz4";
        var level = settings["WALG_ZSTD_LEVEL"];
        if (method == "zstd" && level is not null) return new ZstdCompressor(ZstdCompressor.LevelOf(level));
        if (level is not null)
        {
            throw new ArchiverException(
                FailureCode.SettingInvalid, $"setting 'WALG_ZSTD_LEVEL' is '{level}' with the method '{method}'",
                "remove it, or set WALG_COMPRESSION_METHOD to zstd.");
        }
        var found = ByMethod(method);
        return found.CanCompress ? found : throw Unknown(method);
    }

    private static ArchiverException Unknown(string method) => new(
        FailureCode.SettingInvalid, $"compression method '{method}' cannot be written",
        "set WALG_COMPRESSION_METHOD to lz4, zstd, brotli or none.");
}
