using Postern.Archiver.Failures;

namespace Postern.Archiver.Compression;

/// <summary>Why compressed bytes are refused.</summary>
internal static class CompressionFailure
{
    private const string Hint = "fetch it from another copy of the archive, or restore from another backup.";

    public static ArchiverException CutShort(string method) => new(
        FailureCode.ObjectCorrupt, $"the {method} stream ends before its end mark", Hint);

    public static ArchiverException Damaged(string method, string detail, Exception? inner = null) => new(
        FailureCode.ObjectCorrupt, $"the {method} stream is damaged: {detail}", Hint, inner);

    public static ArchiverException Unsupported(string method, string detail) => new(
        FailureCode.FormatUnsupported, $"the {method} stream has a form that is not read: {detail}",
        "store the object again with WALG_COMPRESSION_METHOD lz4, zstd, brotli or none.");
}
