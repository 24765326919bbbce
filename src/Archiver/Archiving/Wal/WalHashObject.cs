using System.Security.Cryptography;
using System.Text;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// The SHA-256 of a WAL file's plain bytes, in an object beside the file's own, in sha256sum's format. lz4 and zstd
/// carry a checksum of the content and libsodium authenticates it; such an object is written for what carries none
/// (none, brotli), and for segments that a push takes along, so that PostgreSQL's own call for them needs no download
/// to see that the bytes are the same. It is written after the segment, and counts only when it is not older: whoever
/// replaced the segment since did not replace it.
/// </summary>
public static class WalHashObject
{
    public const int HexLength = 64;
    private const string Suffix = ".sha256";

    /// <summary>
    /// Two suffixes always: WAL-G's wal-show takes any object with one suffix after the 24 digits for the segment
    /// itself.
    /// </summary>
    public static string NameFor(ArchivedObject segment) =>
        NameFor(segment.BaseName, segment.Stored.Name[segment.BaseName.Length..]);

    public static string NameFor(string baseName, string ending) =>
        baseName + (ending.Length <= 1 ? ".postern" : ending) + Suffix;

    public static byte[] Text(ReadOnlySpan<char> hash, string fileName) =>
        Encoding.ASCII.GetBytes($"{hash}  {fileName}\n");

    /// <summary>The hash in lower-case digits, or null when the bytes are no such text.</summary>
    public static string? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < HexLength) return null;
        foreach (var one in text[..HexLength])
        {
            if (one is not ((>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f'))) return null;
        }
        return Encoding.ASCII.GetString(text[..HexLength]);
    }

    /// <summary>The hash of everything that <paramref name="write"/> writes.</summary>
    public static async Task<string> ComputeAsync(
        Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        using var hash = SHA256.Create();
        await using (var sink = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            await write(sink, cancellation);
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
