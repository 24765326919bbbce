using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>
/// Waits until the archive holds every segment that a backup needs: without one of them it can never be started, and
/// the sentinel would promise what is not so.
/// </summary>
internal sealed class WalWait(Archive archive, IProgressReporter progress, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NoticeInterval = TimeSpan.FromSeconds(10);

    /// <summary>The segments from the one that holds <paramref name="start"/> to the one before
    /// <paramref name="stop"/>.</summary>
    public static IEnumerable<WalSegmentName> Segments(TimelineId timeline, Lsn start, Lsn stop, SegmentSize size)
    {
        var last = size.NumberBefore(stop);
        for (var number = size.NumberOf(start); number <= last; number = number.Next)
            yield return WalSegmentName.For(timeline, number, size);
    }

    /// <exception cref="ArchiverException">WalMissing, naming the segment that did not come.</exception>
    public async Task ForAsync(IEnumerable<WalSegmentName> segments, TimeSpan deadline, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        foreach (var segment in segments)
        {
            var pause = FirstPause;
            var noticed = time.GetTimestamp();
            while (await archive.FindAsync(ArchiveLayout.Wal(segment.ToString()), cancellation) is null)
            {
                if (time.GetElapsedTime(started) > deadline)
                    throw new ArchiverException(
                        FailureCode.WalMissing,
                        $"segment '{segment}' did not reach the archive within {deadline.TotalSeconds:0} s; the "
                            + $"backup cannot be finished",
                        "see why archive_command fails in the server's log (`archiver doctor`), then run "
                            + "backup-push again.");
                if (pause == FirstPause || time.GetElapsedTime(noticed) >= NoticeInterval)
                {
                    progress.Line($"waiting for segment {segment} to be archived");
                    noticed = time.GetTimestamp();
                }
                await Task.Delay(pause, time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
