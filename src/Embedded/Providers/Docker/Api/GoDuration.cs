using System.Buffers;
using System.Globalization;
using System.Text;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// Durations as Go writes and reads them (<c>1m30s</c>, <c>250ms</c>, <c>1.5h</c>), in nanoseconds. Source: Go's
/// time/format.go.
/// </summary>
internal static class GoDuration
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration; null when it is none.</summary>
    public static long? Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (rest.Length > 0 && rest[0] is '-' or '+') rest = rest[1..];
        if (rest is "0") return 0;
        if (rest.IsEmpty) return null;
        decimal total = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0) return null;
            if (!decimal.TryParse(
                rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }
            rest = rest[digits..];
            var letters = rest.IndexOfAny(Digits);
            var unit = letters < 0 ? rest : rest[..letters];
            if (UnitNanoseconds(unit) is not { } nanoseconds || number > long.MaxValue / nanoseconds) return null;
            total += number * nanoseconds;
            rest = rest[unit.Length..];
        }
        if (total > long.MaxValue) return null;
        return negative ? -(long)total : (long)total;
    }

    /// <summary>Writes a duration as Go's Duration.String does.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0) return "0s";
        var sign = nanoseconds < 0 ? "-" : "";
        var size = Math.Abs((decimal)nanoseconds);
        if (size < Microsecond) return $"{sign}{Plain(size)}ns";
        if (size < Millisecond) return $"{sign}{Plain(size / Microsecond)}µs";
        if (size < Second) return $"{sign}{Plain(size / Millisecond)}ms";
        var text = new StringBuilder(sign);
        var hours = decimal.Truncate(size / Hour);
        var minutes = decimal.Truncate(size % Hour / Minute);
        if (hours > 0) text.Append(Plain(hours)).Append('h');
        if (hours > 0 || minutes > 0) text.Append(Plain(minutes)).Append('m');
        return text.Append(Plain(size % Minute / Second)).Append('s').ToString();
    }

    /// <summary>The form in which Go would write the text; the text itself when it is no duration.</summary>
    public static string Canonical(string text) => Parse(text) is { } nanoseconds ? Format(nanoseconds) : text;

    private static string Plain(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);

    private static long? UnitNanoseconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => Microsecond,
        "ms" => Millisecond,
        "s" => Second,
        "m" => Minute,
        "h" => Hour,
        _ => null,
    };
}
