namespace Postern.Archiver.Core.Wal;

/// <summary>
/// Walks from the segment before the current one back to a start, across the forks of a history, and says of each
/// whether it is there: what wal-verify integrity decides on, with WAL-G's three phases.
/// </summary>
public static class IntegrityScan
{
    /// <param name="inventory">What the archive has.</param>
    /// <param name="history">The current timeline's.</param>
    /// <param name="current">The segment that is being written: not expected yet.</param>
    /// <param name="start">The first one that is needed.</param>
    /// <param name="size">The cluster's segment size.</param>
    /// <param name="delayedLimit">How many of the newest may be missing until the first that is there.</param>
    /// <param name="uploadWindow">How many after those may be missing because uploads overtake each other.</param>
    /// <returns>Runs, oldest first.</returns>
    public static IReadOnlyList<SegmentRun> Run(
        WalInventory inventory, TimelineHistory history, SegmentNumber current, SegmentNumber start, SegmentSize size,
        int delayedLimit, int uploadWindow)
    {
        var runs = new List<SegmentRun>();
        var isFirstFound = false;
        var delayed = 0;
        var recent = 0;
        for (var number = current; number > start;)
        {
            number = number.Previous;
            var name = history.SegmentAt(number, size);
            var isThere = inventory.Has(name);
            SegmentStatus status;
            if (!isFirstFound && delayed < delayedLimit)
            {
                isFirstFound = isThere;
                delayed++;
                status = isThere ? SegmentStatus.Found : SegmentStatus.MissingDelayed;
            }
            else
            {
                var isRecent = recent++ < uploadWindow;
                status = isThere ? SegmentStatus.Found
                    : isRecent ? SegmentStatus.MissingUploading : SegmentStatus.MissingLost;
            }
            Extend(runs, name, status);
        }
        runs.Reverse();
        return runs;
    }

    private static void Extend(List<SegmentRun> runs, WalSegmentName name, SegmentStatus status)
    {
        if (runs is [.., var last] && last.Status == status && last.Start.Timeline == name.Timeline)
            runs[^1] = last with { Start = name, Count = last.Count + 1 };
        else runs.Add(new SegmentRun(name, name, 1, status));
    }
}
