namespace Postern.Archiver.Core.Scheduling;

/// <summary>
/// A systemd calendar event (systemd.time(7), calendarspec.c) in UTC: weekdays, a date and a time of components with
/// lists, ranges, repetitions and, for the day, a count from the month's end. Whole seconds; no time zone but UTC.
/// </summary>
public sealed class CalendarEvent
{
    private const int FirstYear = 1970;
    private const int LastYear = 2199;
    private readonly WeekdaySet _weekdays;
    private readonly CalendarDate _date;
    private readonly CalendarTime _time;

    internal CalendarEvent(WeekdaySet weekdays, CalendarDate date, CalendarTime time) =>
        (_weekdays, _date, _time) = (weekdays, date, time);

    /// <exception cref="FormatException">The text is no calendar event; the message quotes it.</exception>
    public static CalendarEvent Parse(string text) => TryParse(text, out var calendar)
        ? calendar
        : throw new FormatException(
            $"'{text}' is no calendar event as systemd's OnCalendar has them, in UTC (like weekly, 02:30, Sun *-*-* "
                + "03:00)");

    public static bool TryParse(string text, out CalendarEvent calendar) =>
        CalendarEventParser.TryParse(text, out calendar!);

    /// <summary>
    /// The first time after <paramref name="after"/> that matches, or null when there is none before the year 2200.
    /// </summary>
    public DateTimeOffset? NextAfter(DateTimeOffset after)
    {
        var from = new DateTime(
            after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        for (var date = from.Date; date.Year <= LastYear; date = date.AddDays(1))
        {
            if (!_date.Year.Matches(date.Year) || !_date.Month.Matches(date.Month))
            {
                date = LastOfMonth(date);
                continue;
            }
            if (!_weekdays.Contains(date.DayOfWeek) || !IsDay(date)) continue;
            var earliest = date == from.Date ? from.TimeOfDay : TimeSpan.Zero;
            if (NextTime(earliest) is { } time) return new DateTimeOffset(date + time, TimeSpan.Zero);
        }
        return null;
    }

    internal static bool IsYear(int year) => year is >= FirstYear and <= LastYear;

    private static DateTime LastOfMonth(DateTime date) =>
        new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month), 0, 0, 0, DateTimeKind.Utc);

    private bool IsDay(DateTime date) => _date.FromMonthEnd
        ? _date.Day.MatchesFromEnd(date.Day, DateTime.DaysInMonth(date.Year, date.Month))
        : _date.Day.Matches(date.Day);

    private TimeSpan? NextTime(TimeSpan earliest)
    {
        for (var hour = earliest.Hours; hour < 24; hour++)
        {
            if (!_time.Hour.Matches(hour)) continue;
            for (var minute = hour == earliest.Hours ? earliest.Minutes : 0; minute < 60; minute++)
            {
                if (!_time.Minute.Matches(minute)) continue;
                var second = hour == earliest.Hours && minute == earliest.Minutes ? earliest.Seconds : 0;
                for (; second < 60; second++)
                {
                    if (_time.Second.Matches(second)) return new TimeSpan(hour, minute, second);
                }
            }
        }
        return null;
    }
}

/// <summary>
/// The date's parts; with <paramref name="FromMonthEnd"/> days count backwards, and 1 is the month's last.
/// </summary>
internal sealed record CalendarDate(ComponentChain Year, ComponentChain Month, ComponentChain Day, bool FromMonthEnd);

/// <summary>The time's parts.</summary>
internal sealed record CalendarTime(ComponentChain Hour, ComponentChain Minute, ComponentChain Second);
