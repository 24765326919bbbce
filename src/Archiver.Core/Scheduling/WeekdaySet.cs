namespace Postern.Archiver.Core.Scheduling;

/// <summary>Days of the week, one bit each, Monday first as in systemd; all of them when none was named.</summary>
internal readonly record struct WeekdaySet(int Bits)
{
    private static readonly string[] Names =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static WeekdaySet All => new(127);

    public bool Contains(DayOfWeek day) => (Bits & (1 << (((int)day + 6) % 7))) != 0;

    /// <summary>
    /// "Mon", "Monday", "Mon..Fri", "Mon-Fri", and lists of these with commas; ranges do not wrap. False when the
    /// text is not that.
    /// </summary>
    public static bool TryParse(string text, out WeekdaySet days)
    {
        days = default;
        var bits = 0;
        foreach (var item in text.Split(','))
        {
            var range = item.Split("..");
            if (range.Length == 1) range = item.Split('-');
            if (range.Length > 2
                || !TryDay(range[0], out var first) || !TryDay(range[^1], out var last) || last < first)
                return false;
            for (var day = first; day <= last; day++) bits |= 1 << day;
        }
        days = new WeekdaySet(bits);
        return true;
    }

    private static bool TryDay(string text, out int day)
    {
        day = Array.FindIndex(Names, name =>
            name.Equals(text, StringComparison.OrdinalIgnoreCase)
            || name[..3].Equals(text, StringComparison.OrdinalIgnoreCase));
        return day >= 0;
    }
}
