using System.Globalization;

namespace Postern.Archiver.Core.Scheduling;

/// <summary>
/// calendar_spec_from_string of systemd's calendarspec.c, without fractions of seconds, "@" and zones other than UTC.
/// </summary>
internal static class CalendarEventParser
{
    private static readonly Dictionary<string, string> Shorthands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["minutely"] = "*-*-* *:*:00",
        ["hourly"] = "*-*-* *:00:00",
        ["daily"] = "*-*-* 00:00:00",
        ["weekly"] = "Mon *-*-* 00:00:00",
        ["monthly"] = "*-*-01 00:00:00",
        ["quarterly"] = "*-01,04,07,10-01 00:00:00",
        ["semiannually"] = "*-01,07-01 00:00:00",
        ["semi-annually"] = "*-01,07-01 00:00:00",
        ["biannually"] = "*-01,07-01 00:00:00",
        ["bi-annually"] = "*-01,07-01 00:00:00",
        ["yearly"] = "*-01-01 00:00:00",
        ["annually"] = "*-01-01 00:00:00",
    };

    public static bool TryParse(string text, out CalendarEvent? calendar)
    {
        calendar = null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [.., "UTC" or "utc"]) words = words[..^1];
        if (words.Length == 0) return false;
        if (words.Length == 1 && Shorthands.TryGetValue(words[0], out var whole)) words = whole.Split(' ');
        var days = WeekdaySet.All;
        if (char.IsAsciiLetter(words[0][0]))
        {
            if (!WeekdaySet.TryParse(words[0].TrimEnd(','), out days)) return false;
            words = words[1..];
        }
        var date = words.FirstOrDefault(word => !word.Contains(':', StringComparison.Ordinal));
        var time = words.FirstOrDefault(word => word.Contains(':', StringComparison.Ordinal));
        if (words.Length > 2 || (words.Length == 2 && (words[0] != date || words[1] != time))) return false;
        if (!TryDate(date ?? "*-*-*", out var year, out var month, out var day, out var fromEnd)) return false;
        if (!TryTime(time ?? "00:00:00", out var hour, out var minute, out var second)) return false;
        calendar = new CalendarEvent(
            days, new CalendarDate(year, month, day, fromEnd), new CalendarTime(hour, minute, second));
        return true;
    }

    private static bool TryDate(
        string text, out ComponentChain year, out ComponentChain month, out ComponentChain day, out bool fromEnd)
    {
        year = month = day = ComponentChain.Any;
        fromEnd = text.Contains('~', StringComparison.Ordinal);
        var parts = text.Split('-', '~');
        if (parts.Length is not (2 or 3)) return false;
        // The tilde stands between month and day only, and a star after it has nothing to count from.
        if (fromEnd && (text.LastIndexOf('~') < text.LastIndexOf('-')
            || text.Count(one => one == '~') > 1 || parts[^1] == "*"))
            return false;
        return (parts.Length == 2 || TryChain(parts[0], FullYear, CalendarEvent.IsYear, out year))
            && TryChain(parts[^2], value => value, value => value is >= 1 and <= 12, out month)
            && TryChain(parts[^1], value => value, value => value is >= 1 and <= 31, out day);
    }

    private static bool TryTime(string text, out ComponentChain hour, out ComponentChain minute,
        out ComponentChain second)
    {
        hour = minute = second = ComponentChain.Any;
        var parts = text.Split(':');
        if (parts.Length is not (2 or 3)) return false;
        if (!TryChain(parts[0], value => value, value => value is >= 0 and <= 23, out hour)
            || !TryChain(parts[1], value => value, value => value is >= 0 and <= 59, out minute))
            return false;
        if (parts.Length == 3) return TryChain(parts[2], value => value, value => value is >= 0 and <= 59, out second);
        second = ComponentChain.Of(0);
        return true;
    }

    private static int FullYear(int value) => value < 70 ? value + 2000 : value < 100 ? value + 1900 : value;

    private static bool TryChain(string text, Func<int, int> normalize, Predicate<int> valid, out ComponentChain chain)
    {
        chain = ComponentChain.Any;
        if (text == "*") return true;
        var components = new List<Component>();
        foreach (var item in text.Split(','))
        {
            if (!TryComponent(item, normalize, valid, out var component)) return false;
            components.Add(component);
        }
        chain = new ComponentChain(components);
        return true;
    }

    private static bool TryComponent(string text, Func<int, int> normalize, Predicate<int> valid,
        out Component component)
    {
        component = new Component(0, null, 0);
        var slash = text.Split('/');
        if (slash.Length > 2) return false;
        var repeat = 0;
        if (slash.Length == 2 && (!TryNumber(slash[1], out repeat) || repeat == 0)) return false;
        var range = slash[0].Split("..");
        if (range.Length > 2 || !TryNumber(range[0], out var start)) return false;
        start = normalize(start);
        int? stop = null;
        if (range.Length == 2)
        {
            if (!TryNumber(range[1], out var last)) return false;
            stop = normalize(last);
            if (!valid(stop.Value) || stop < start) return false;
            if (repeat == 0) repeat = 1;
        }
        component = new Component(start, stop == start ? null : stop, stop == start ? 0 : repeat);
        return valid(start);
    }

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && text.Length <= 4;
}
