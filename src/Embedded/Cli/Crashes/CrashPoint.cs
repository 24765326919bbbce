using System.Diagnostics;
using System.Globalization;

namespace Postern.Embedded.Cli.Crashes;

/// <summary>
/// A moment at which this process kills itself with SIGKILL, so that a test can see what the next run makes of it.
/// Given by <c>POSTERN_TEST_CRASH_AT=moment:n</c>: the n-th time that the run is before (<c>creating</c>,
/// <c>updating</c>, <c>deleting</c>, <c>saving</c>) or directly after (<c>created</c>, <c>updated</c>, <c>deleted</c>,
/// <c>saved</c>) a provider's call or a write of the checkpoint.
/// </summary>
public sealed class CrashPoint(string moment, int count)
{
    private static readonly string[] Moments =
        ["creating", "created", "updating", "updated", "deleting", "deleted", "saving", "saved"];

    private int _reached;

    /// <summary>The point that the text names, or null when there is no text.</summary>
    /// <exception cref="ArgumentException">The text names none.</exception>
    public static CrashPoint? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text.Split(':') is [var moment, var number] && Moments.Contains(moment)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? new CrashPoint(moment, count)
            : throw new ArgumentException(
                $"POSTERN_TEST_CRASH_AT '{text}' is no moment: give one of {string.Join(", ", Moments)}, "
                + "a colon and a number from 1", nameof(text));
    }

    /// <summary>Whether this is the moment; the process should not go on then.</summary>
    public bool IsReached(string here) => here == moment && Interlocked.Increment(ref _reached) == count;

    /// <summary>Dies when this is the moment.</summary>
    public void Pass(string here)
    {
        if (!IsReached(here)) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }
}
