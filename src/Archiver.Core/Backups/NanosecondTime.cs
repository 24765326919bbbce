using System.Globalization;

namespace Postern.Archiver.Core.Backups;

/// <summary>
/// An instant to the nanosecond: WAL-G compares a file's modification time exactly, and a .NET tick is 100 ns. As text
/// RFC 3339 in UTC with up to nine digits, trailing zeros left out, as Go writes it.
/// </summary>
public readonly record struct NanosecondTime(long UnixSeconds, uint Nanoseconds) : IComparable<NanosecondTime>
{
    /// <summary>Go's zero time, year 1: what WAL-G writes for "unknown".</summary>
    public static NanosecondTime Unknown { get; } = new(-62_135_596_800, 0);

    public bool IsUnknown => this == Unknown;

    public static NanosecondTime From(DateTimeOffset time)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + TimeSpan.TicksPerSecond);
        return new NanosecondTime(seconds, (uint)(rest * 100));
    }

    /// <summary>Cut to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.FromUnixTimeSeconds(UnixSeconds).AddTicks(Nanoseconds / 100);

    /// <exception cref="FormatException">The text is no RFC 3339 time with a zone.</exception>
    public static NanosecondTime Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is no RFC 3339 time");

    /// <summary>Accepts any number of fraction digits (the tenth and later are dropped), <c>Z</c> and
    /// offsets.</summary>
    public static NanosecondTime? TryParse(string? text)
    {
        if (text is not { Length: >= 20 }) return null;
        var rest = text.AsSpan(19);
        uint nanoseconds = 0;
        if (rest[0] is '.' or ',')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0) return null;
            for (var i = 0; i < 9; i++) nanoseconds = nanoseconds * 10 + (i < digits ? (uint)(rest[1 + i] - '0') : 0);
            rest = rest[(1 + digits)..];
        }
        if (rest is not ("Z" or "z") && !(rest.Length == 6 && rest[0] is '+' or '-' && rest[3] == ':')) return null;
        var whole = string.Concat(text.AsSpan(0, 19), rest is "Z" or "z" ? "+00:00" : rest);
        return DateTimeOffset.TryParseExact(
            whole, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? new NanosecondTime(time.ToUnixTimeSeconds(), nanoseconds)
                : null;
    }

    public int CompareTo(NanosecondTime other)
    {
        var bySeconds = UnixSeconds.CompareTo(other.UnixSeconds);
        return bySeconds != 0 ? bySeconds : Nanoseconds.CompareTo(other.Nanoseconds);
    }

    public override string ToString()
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(UnixSeconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        if (Nanoseconds == 0) return whole + "Z";
        return $"{whole}.{Nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}Z";
    }

    public static bool operator <(NanosecondTime left, NanosecondTime right) => left.CompareTo(right) < 0;

    public static bool operator >(NanosecondTime left, NanosecondTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(NanosecondTime left, NanosecondTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(NanosecondTime left, NanosecondTime right) => left.CompareTo(right) >= 0;
}
