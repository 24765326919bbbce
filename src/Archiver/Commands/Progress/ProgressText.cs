using System.Globalization;

namespace Postern.Archiver.Commands.Progress;

/// <summary>How amounts, rates and times left are written, in binary units: "1.5 GiB", "120 MiB/s", "2m10s".</summary>
public static class ProgressText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }
        var format = unit == 0 || bytes >= 100 ? "0" : "0.0";
        return bytes.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    public static string Duration(TimeSpan time)
    {
        if (time.TotalSeconds < 60) return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds}s");
        return time.TotalMinutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m{time.Seconds:00}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}h{time.Minutes:00}m");
    }

    /// <summary>"stage: 1.5 GiB of 3.0 GiB (50%), 120 MiB/s, 13s left"; "stage: 40s so far" while no byte has moved
    /// and none is known of.</summary>
    public static string Line(string stage, long doneBytes, long? totalBytes, TimeSpan elapsed)
    {
        if (doneBytes == 0 && totalBytes is null) return $"{stage}: {Duration(elapsed)} so far";
        var rate = elapsed.TotalSeconds > 0.001 ? doneBytes / elapsed.TotalSeconds : 0;
        var text = $"{stage}: {Bytes(doneBytes)}";
        if (totalBytes is { } total and > 0)
        {
            var percent = Math.Min(100, (int)(100.0 * doneBytes / total));
            text += string.Create(CultureInfo.InvariantCulture, $" of {Bytes(total)} ({percent}%)");
        }
        text += $", {Bytes(rate)}/s";
        if (totalBytes is { } all && all > doneBytes && rate > 0)
            text += $", {Duration(TimeSpan.FromSeconds(Math.Min((all - doneBytes) / rate, 359_999)))} left";
        return text;
    }

    /// <summary>"stage: done, 1.5 GiB in 13s"; a stage that moves no bytes has only its time.</summary>
    public static string Ended(string stage, long doneBytes, TimeSpan elapsed) => doneBytes == 0
        ? $"{stage}: done in {Duration(elapsed)}" : $"{stage}: done, {Bytes(doneBytes)} in {Duration(elapsed)}";

    /// <summary>A bar of <paramref name="width"/> cells: "[#####-----]".</summary>
    public static string Bar(long doneBytes, long totalBytes, int width)
    {
        var filled = totalBytes <= 0 ? 0 : (int)Math.Min(width, (double)doneBytes / totalBytes * width);
        return "[" + new string('#', filled) + new string('-', width - filled) + "]";
    }
}
