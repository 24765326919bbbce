using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scriban.Functions;

/// <summary>`string.*`: numbers, hashes and encodings.</summary>
internal static partial class StringFunctions
{
    public static object? ToInt(TemplateContext context, string? text) =>
        int.TryParse(text, NumberStyles.Integer, context.CurrentCulture, out var number) ? number : null;

    public static object? ToLong(TemplateContext context, string? text) =>
        long.TryParse(text, NumberStyles.Integer, context.CurrentCulture, out var number) ? number : null;

    public static object? ToFloat(TemplateContext context, string? text) =>
        float.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, context.CurrentCulture, out var number)
            ? number
            : null;

    public static object? ToDouble(TemplateContext context, string? text) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, context.CurrentCulture, out var number)
            ? number
            : null;

    [SuppressMessage("Security", "CA5351", Justification = "the function is what templates ask for by its name")]
    public static string Md5(string? text) => Hex(MD5.HashData(Bytes(text)));

    [SuppressMessage("Security", "CA5350", Justification = "the function is what templates ask for by its name")]
    public static string Sha1(string? text) => Hex(SHA1.HashData(Bytes(text)));

    public static string Sha256(string? text) => Hex(SHA256.HashData(Bytes(text)));

    public static string Sha512(string? text) => Hex(SHA512.HashData(Bytes(text)));

    [SuppressMessage("Security", "CA5350", Justification = "the function is what templates ask for by its name")]
    public static string HmacSha1(string? text, string? secretKey) =>
        Hex(HMACSHA1.HashData(Bytes(secretKey), Bytes(text)));

    public static string HmacSha256(string? text, string? secretKey) =>
        Hex(HMACSHA256.HashData(Bytes(secretKey), Bytes(text)));

    public static string HmacSha512(string? text, string? secretKey) =>
        Hex(HMACSHA512.HashData(Bytes(secretKey), Bytes(text)));

    public static string Base64Encode(string? text) => Convert.ToBase64String(Bytes(text));

    public static string Base64Decode(string? text) => Encoding.UTF8.GetString(Convert.FromBase64String(text ?? ""));

    public static int IndexOf(
        string text, string search, int? startIndex = null, int? count = null, string? stringComparison = null)
    {
        var comparison = StringComparison.CurrentCulture;
        if (stringComparison is not null && !Enum.TryParse(stringComparison, out comparison))
        {
            throw new ArgumentException(
                $"'{stringComparison}' is not a valid {nameof(stringComparison)}", nameof(stringComparison));
        }
        var start = startIndex ?? 0;
        return text.IndexOf(search, start, count ?? text.Length - start, comparison);
    }

    private static byte[] Bytes(string? text) => Encoding.UTF8.GetBytes(text ?? "");

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
