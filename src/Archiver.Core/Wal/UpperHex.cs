using System.Buffers;
using System.Globalization;

namespace Postern.Archiver.Core.Wal;

/// <summary>Hexadecimal digits as PostgreSQL writes them in names: capitals only.</summary>
internal static class UpperHex
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789ABCDEF");

    public static bool TryParse(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        return !text.ContainsAnyExcept(Digits)
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
