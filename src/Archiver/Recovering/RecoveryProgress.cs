using System.Globalization;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Recovering;

/// <summary>
/// A line at least every ten seconds, so that whoever follows knows that this is alive: sixty seconds of silence
/// count as dead.
/// </summary>
public sealed class RecoveryProgress(Action<string> line, TimeProvider time, SegmentNumber start, SegmentSize size)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly long _started = time.GetTimestamp();
    private long _last = time.GetTimestamp();

    public void Report(StartupProcess? process, SegmentNumber? newest)
    {
        if (time.GetElapsedTime(_last) < Interval) return;
        _last = time.GetTimestamp();
        var seconds = (int)time.GetElapsedTime(_started).TotalSeconds;
        line(Describe(process, newest, seconds));
    }

    private string Describe(StartupProcess? process, SegmentNumber? newest, int seconds)
    {
        if (process is null) return $"recovery: starting, {seconds} s";
        var verb = process.Waiting ? "waiting for" : "replaying";
        var number = process.Segment.Number(size);
        if (newest is not { } end || number < start || end < start)
            return $"recovery: {verb} {process.Segment}, {seconds} s";
        var done = Math.Min(number.Value - start.Value, end.Value - start.Value + 1);
        var total = end.Value - start.Value + 1;
        return string.Create(CultureInfo.InvariantCulture,
            $"recovery: {verb} {process.Segment}, {done} of {total} segments, {seconds} s");
    }
}
