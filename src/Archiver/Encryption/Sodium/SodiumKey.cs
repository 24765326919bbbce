using System.Text;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Encryption.Sodium;

/// <summary>The 32 bytes that a key text stands for under WALG_LIBSODIUM_KEY_TRANSFORM.</summary>
public static class SodiumKey
{
    private const int ShortestText = 25;

    /// <param name="text">
    /// The key's text. White space around it counts, as in WAL-G, which trims key files only.
    /// </param>
    /// <param name="transform">
    /// "none": the text's UTF-8 bytes, at least 25, cut at 32 or filled with zeros; "hex" or "base64": exactly 32
    /// bytes.
    /// </param>
    /// <exception cref="ArchiverException">SettingInvalid; the message never has the key.</exception>
    public static byte[] Parse(string text, string transform)
    {
        switch (transform)
        {
            case "none":
                return FromText(text);
            case "hex":
                return Exactly(FromHex(text), transform);
            case "base64":
                return Exactly(FromBase64(text), transform);
            default:
                throw new ArchiverException(
                    FailureCode.SettingInvalid, $"setting 'WALG_LIBSODIUM_KEY_TRANSFORM' is '{transform}'",
                    "give none, hex or base64.");
        }
    }

    /// <summary>
    /// Whether a text of the transform "none" looks like 64 hexadecimal digits: then only the first 32 characters are
    /// the key, half of the strength that was meant.
    /// </summary>
    public static bool IsHexWithoutTransform(string text, string transform) =>
        transform == "none" && text.Length == 64 && text.All(char.IsAsciiHexDigit);

    private static byte[] FromText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < ShortestText)
        {
            throw Invalid($"has {bytes.Length} bytes, fewer than {ShortestText}");
        }
        Array.Resize(ref bytes, SodiumLibrary.KeySizeBytes);
        return bytes;
    }

    private static byte[]? FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Exactly(byte[]? bytes, string transform) => bytes switch
    {
        null => throw Invalid($"is no {transform} text"),
        { Length: SodiumLibrary.KeySizeBytes } => bytes,
        _ => throw Invalid($"decodes to {bytes.Length} bytes, not {SodiumLibrary.KeySizeBytes}"),
    };

    private static ArchiverException Invalid(string detail) => new(
        FailureCode.SettingInvalid, $"setting 'WALG_LIBSODIUM_KEY' {detail}",
        "make a key with 'openssl rand -hex 32' and set WALG_LIBSODIUM_KEY_TRANSFORM to hex.");
}
