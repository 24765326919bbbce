using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>Fetches the segments after one ahead; runs in a process of its own, at most one per folder.</summary>
public sealed class WalPrefetch(Archive archive, ControlFile control, PrefetchFolder folder, int depth)
{
    /// <summary>Fills the folder; the number of segments that were fetched. Another process filling it is
    /// success.</summary>
    public async Task<int> RunAsync(WalSegmentName delivered, CancellationToken cancellation)
    {
        using var right = folder.TryLock();
        if (right is null) return 0;
        folder.RemoveStale(delivered, control.WalSegmentSize, depth);
        var missing = folder.Missing(delivered, control.WalSegmentSize, depth).ToList();
        var count = 0;
        var limits = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(depth, 4), CancellationToken = cancellation,
        };
        var isEnd = false;
        await Parallel.ForEachAsync(missing, limits, async (segment, token) =>
        {
            // After the end of the archive, as far as anybody knows, nothing later is asked for.
            if (Volatile.Read(ref isEnd)) return;
            if (await FetchAsync(segment, token)) Interlocked.Increment(ref count);
            else Volatile.Write(ref isEnd, true);
        });
        return count;
    }

    private async Task<bool> FetchAsync(WalSegmentName segment, CancellationToken cancellation)
    {
        try
        {
            return await new WalDownload(archive, control)
                .ReadIntoAsync(WalFileName.For(segment), folder.PathOf(segment), cancellation);
        }
        catch (Exception error) when (error is ArchiverException or IOException or UnauthorizedAccessException)
        {
            // wal-fetch itself finds out what is the matter when it is asked for this segment.
            return false;
        }
    }
}
