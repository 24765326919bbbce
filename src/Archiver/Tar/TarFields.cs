using System.Text;

namespace Postern.Archiver.Tar;

/// <summary>Positions and encodings of the 512-byte header block, POSIX.1-1988 (ustar).</summary>
internal static class TarFields
{
    public const int BlockBytes = 512;

    public static readonly Range Name = 0..100;
    public static readonly Range Mode = 100..108;
    public static readonly Range UserId = 108..116;
    public static readonly Range GroupId = 116..124;
    public static readonly Range Size = 124..136;
    public static readonly Range Modified = 136..148;
    public static readonly Range Checksum = 148..156;
    public const int Type = 156;
    public static readonly Range Link = 157..257;
    public static readonly Range Magic = 257..265;
    public static readonly Range Prefix = 345..500;

    /// <summary>Sum of all bytes with the checksum field taken as spaces.</summary>
    public static int Sum(ReadOnlySpan<byte> block)
    {
        var sum = 0;
        for (var i = 0; i < BlockBytes; i++) sum += i is >= 148 and < 156 ? ' ' : block[i];
        return sum;
    }

    /// <summary>Octal text with leading blanks, ended by a blank or NUL; or GNU's base 256 with the top bit
    /// set.</summary>
    /// <exception cref="InvalidDataException">Neither.</exception>
    public static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0) return Base256(field);
        long value = 0;
        var text = field.Trim(" \0"u8);
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw new InvalidDataException("a tar header has a number that is not octal");
            value = (value << 3) + (digit - '0');
        }
        return value;
    }

    /// <summary>Text up to the first NUL, as UTF-8.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Writes octal digits and a NUL; false when the value does not fit.</summary>
    public static bool TryWriteOctal(Span<byte> field, long value)
    {
        var digits = field.Length - 1;
        if (value < 0 || value >> (3 * digits) != 0) return false;
        for (var i = digits - 1; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
        field[digits] = 0;
        return true;
    }

    private static long Base256(ReadOnlySpan<byte> field)
    {
        long value = field[0] & 0x7F;
        if (value >= 0x40) throw new InvalidDataException("a tar header has a negative number");
        foreach (var part in field[1..])
        {
            if (value >> 55 != 0) throw new InvalidDataException("a tar header has a number beyond 63 bits");
            value = (value << 8) | part;
        }
        return value;
    }
}
