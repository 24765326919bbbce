using System.Buffers;
using System.Globalization;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Settings;

/// <summary>Go's durations: <c>60s</c>, <c>1h30m</c>, <c>1.5m</c>, <c>250ms</c>; WAL-G's settings are written
/// so.</summary>
public static class GoDuration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <exception cref="ArchiverException">SettingInvalid.</exception>
    public static TimeSpan Read(ArchiverSettings settings, string name, TimeSpan missing)
    {
        if (settings[name] is not { } text) return missing;
        return TryParse(text) ?? throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting '{name}' is '{text}'", "give a duration such as 60s, 15m or 1h30m.");
    }

    public static TimeSpan? TryParse(string text)
    {
        if (text == "0") return TimeSpan.Zero;
        var total = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0
                || !double.TryParse(
                    rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return null;
            rest = rest[digits..];
            var letters = rest.IndexOfAny(NumberCharacters);
            var unit = letters < 0 ? rest : rest[..letters];
            if (Unit(unit) is not { } one) return null;
            total += one * value;
            rest = rest[unit.Length..];
        }
        return text.Length == 0 ? null : total;
    }

    private static TimeSpan? Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => TimeSpan.FromMicroseconds(0.001),
        "us" or "µs" => TimeSpan.FromMicroseconds(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        _ => null,
    };
}
