using System.Diagnostics;
using System.Globalization;
using Postern.Archiver.Core.Scheduling;
using Xunit;

namespace Postern.Tests.Archiver.Core.Scheduling;

public sealed class CalendarEventTests
{
    private static readonly DateTimeOffset Base = new(2026, 11, 22, 22, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("weekly", "2026-11-23 00:00:00")]
    [InlineData("hourly", "2026-11-22 23:00:00")]
    [InlineData("quarterly", "2027-01-01 00:00:00")]
    [InlineData("02:30", "2026-11-23 02:30:00")]
    [InlineData("Sun *-*-* 03:00", "2026-11-29 03:00:00")]
    [InlineData("Mon..Fri 10:00", "2026-11-23 10:00:00")]
    [InlineData("*-02~03", "2027-02-26 00:00:00")]
    [InlineData("Mon *-05~07/1", "2027-05-31 00:00:00")]
    [InlineData("*:0/15", "2026-11-22 22:15:00")]
    [InlineData("*:*:*", "2026-11-22 22:00:01")]
    [InlineData("22:00:00", "2026-11-23 22:00:00")]
    [InlineData("Mon,Fri *-01/2-01,03 *:30:45", "2027-01-01 00:30:45")]
    [InlineData("1..5/2:0 UTC", "2026-11-23 01:00:00")]
    [InlineData("*-02-29", "2028-02-29 00:00:00")]
    public void Finds_the_next_time(string text, string expected) =>
        Assert.Equal(expected, Format(CalendarEvent.Parse(text).NextAfter(Base)));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("*/2:00")]
    [InlineData("Sun..Tue")]
    [InlineData("24:00")]
    [InlineData("22..02:00")]
    [InlineData("*-13-01")]
    [InlineData("10:00 Europe/Paris")]
    [InlineData("10:00 Mon")]
    [InlineData("1:2:3:4")]
    [InlineData("*-*~*")]
    public void Rejects_what_is_no_calendar_event(string text)
    {
        Assert.False(CalendarEvent.TryParse(text, out _));
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => CalendarEvent.Parse(text)).Message);
    }

    [Theory]
    [InlineData("2003-03-05")]
    [InlineData("*-02-30")]
    public void Knows_that_there_is_no_next_time(string text) => Assert.Null(CalendarEvent.Parse(text).NextAfter(Base));

    [Fact]
    public void Agrees_with_systemd()
    {
        const string analyzer = "/usr/bin/systemd-analyze";
        if (!File.Exists(analyzer)) Assert.Skip("systemd-analyze is not on this machine");
        string[] expressions =
        [
            "minutely", "daily", "monthly", "semiannually", "yearly", "Sat,Sun 12-05 08:05", "22..23:30", "*-*-31",
                "*-*~01",
            "*-*~1..3 12:00", "Wed *-*-8..14", "2027..2029-02~1", "*-2/3-*", "00-01-01", "30-01-01", "*:5/20:10/25",
                "mon", "FRIDAY",
            "Tue,Thu..Sat 1,13:7", "*-*-1..7/3", "Mon-Fri", "70-1-1", "12-24", "*-1..6/2~2", "0..22/4:0", "Sun..Tue",
                "5:60", "*-0-1",
        ];
        foreach (var expression in expressions)
        {
            using var process = Process.Start(new ProcessStartInfo(analyzer)
            {
                ArgumentList = { "calendar", $"--base-time={Format(Base)} UTC", expression },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["TZ"] = "UTC" },
            })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var isEvent = CalendarEvent.TryParse(expression, out var calendar);
            Assert.True(isEvent == (process.ExitCode == 0),
                $"'{expression}' is taken: {isEvent}, systemd: {process.ExitCode == 0}");
            if (!isEvent) continue;
            var line = output.Split('\n').First(one => one.Contains("Next elapse:", StringComparison.Ordinal));
            var theirs = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            var ours = calendar.NextAfter(Base);
            Assert.True(
                ours is null ? theirs == "never" : theirs.Contains(Format(ours), StringComparison.Ordinal),
                $"'{expression}': ours {Format(ours)}, systemd's {theirs}");
        }
    }

    private static string Format(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "never";
}
