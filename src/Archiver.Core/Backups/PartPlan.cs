namespace Postern.Archiver.Core.Backups;

/// <summary>How the members of a backup are spread over tar objects, decided before the first byte is read: a part
/// that fails is made again as a whole, and parts are filled side by side.</summary>
public static class PartPlan
{
    /// <summary>A part smaller than this is not worth an object of its own.</summary>
    public const long SmallestTargetBytes = 32L << 20;

    /// <summary>What a part aims at when nothing is set: a retry costs no more than this, and downloads run side by
    /// side.</summary>
    public const long UsualTargetBytes = 256L << 20;

    /// <summary>
    /// Member sizes in walk order to runs of consecutive members. A part exceeds the target only when one member alone
    /// does.
    /// </summary>
    /// <param name="sizes">Bytes per member.</param>
    /// <param name="thresholdBytes">WALG_TAR_SIZE_THRESHOLD: no part aims at more.</param>
    /// <param name="workers">Parts that are filled at a time; a small backup is split so that all have work.</param>
    /// <param name="beginsPart">Whether a member must not lie in one part with the member before it.</param>
    public static IReadOnlyList<Range> Split(
        IReadOnlyList<long> sizes, long thresholdBytes, int workers, Func<int, bool>? beginsPart = null)
    {
        var share = sizes.Sum() / (workers * 4L);
        var target = Math.Min(thresholdBytes, Math.Clamp(share, SmallestTargetBytes, UsualTargetBytes));
        var parts = new List<Range>();
        var first = 0;
        var bytes = 0L;
        for (var i = 0; i < sizes.Count; i++)
        {
            if (i > first && (bytes + sizes[i] > target || beginsPart?.Invoke(i) == true))
            {
                parts.Add(first..i);
                (first, bytes) = (i, 0);
            }
            bytes += sizes[i];
        }
        if (first < sizes.Count) parts.Add(first..sizes.Count);
        return parts;
    }
}
