using System.Globalization;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// A log sequence number: a byte position in the WAL. As text two hexadecimal halves, "16/B374D848", without leading
/// zeros (PostgreSQL's pg_lsn.c). WAL-G's documents hold it as an unsigned decimal number.
/// </summary>
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
{
    public static Lsn Zero { get; }

    /// <summary>0/0 stands for "none" wherever PostgreSQL keeps a position.</summary>
    public bool IsZero => Value == 0;

    /// <exception cref="FormatException">The text is no LSN.</exception>
    public static Lsn Parse(string text) =>
        TryParse(text, out var lsn) ? lsn : throw new FormatException($"'{text}' is no LSN (like 16/B374D848)");

    public static bool TryParse(string? text, out Lsn lsn)
    {
        lsn = default;
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !TryParseHalf(text.AsSpan(0, slash), out var high)
            || !TryParseHalf(text.AsSpan(slash + 1), out var low))
            return false;
        lsn = new Lsn(((ulong)high << 32) | low);
        return true;
    }

    public static Lsn Max(Lsn left, Lsn right) => left > right ? left : right;

    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(uint)(Value >> 32):X}/{(uint)(Value & 0xFFFFFFFF):X}");

    public static Lsn operator +(Lsn lsn, ulong bytes) => new(lsn.Value + bytes);

    /// <summary>The distance in bytes; throws when <paramref name="right"/> is the greater one.</summary>
    public static ulong operator -(Lsn left, Lsn right) => left.Value - right.Value;

    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;

    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;

    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;

    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;

    private static bool TryParseHalf(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        return text.Length is >= 1 and <= 8
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
