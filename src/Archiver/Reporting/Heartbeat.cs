namespace Postern.Archiver.Reporting;

/// <summary>
/// A line every eight seconds while something runs that may be silent: whoever follows the log takes sixty seconds of
/// silence for death.
/// </summary>
public static class Heartbeat
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(8);

    public static async Task<T> DuringAsync<T>(
        Func<Task<T>> work, Func<TimeSpan, string> text, Action<string> line, TimeProvider time)
    {
        var started = time.GetTimestamp();
        using var ended = new CancellationTokenSource();
        var beating = BeatAsync();
        try
        {
            return await work();
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
        }

        async Task BeatAsync()
        {
            while (true)
            {
                try
                {
                    await Task.Delay(Interval, time, ended.Token);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                line(text(time.GetElapsedTime(started)));
            }
        }
    }

    public static Task DuringAsync(
        Func<Task> work, Func<TimeSpan, string> text, Action<string> line, TimeProvider time) =>
        DuringAsync(
            async () =>
            {
                await work();
                return true;
            },
            text, line, time);
}
