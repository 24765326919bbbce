using Postern.Archiver.Core.Control;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// Whether bytes are the segment that a name promises. PostgreSQL takes a wrong file of the right size for the end of
/// WAL and promotes, so what is wrong is found before it is archived and before it is delivered.
/// </summary>
public static class WalSegmentCheck
{
    /// <summary>Why the bytes are not the named segment, as the end of a sentence ("has ..."); null when they
    /// are.</summary>
    /// <param name="name">The segment that the bytes are said to be.</param>
    /// <param name="firstPage">At least the first 40 bytes.</param>
    /// <param name="lengthBytes">The length of the whole file.</param>
    /// <param name="expected">The cluster that it must belong to, or null when none is known.</param>
    public static string? Refuse(
        WalSegmentName name, ReadOnlySpan<byte> firstPage, long lengthBytes, ControlFile? expected)
    {
        if (WalPageHeader.TryParse(firstPage) is not { } header) return "has no WAL page header (wrong magic number)";
        if (header.Long is not { } cluster) return "has no long page header";
        if (!SegmentSize.IsValid(cluster.SegmentSizeBytes))
            return $"says its segment size is {cluster.SegmentSizeBytes} bytes";
        if (lengthBytes != cluster.SegmentSizeBytes)
            return $"has {lengthBytes} bytes instead of {cluster.SegmentSizeBytes}";
        var size = SegmentSize.FromBytes(cluster.SegmentSizeBytes);
        if (!name.IsPossible(size)) return $"cannot have this name with segments of {size} bytes";
        if (header.PageAddress != name.StartLsn(size))
            return $"begins at {header.PageAddress} instead of {name.StartLsn(size)}";
        // The first segment after a fork begins with pages of the old timeline, so a lower one is right.
        if (header.Timeline.Value == 0 || header.Timeline > name.Timeline)
            return $"has pages of timeline {header.Timeline}";
        return expected is null ? null : RefuseCluster(header, cluster, expected);
    }

    private static string? RefuseCluster(WalPageHeader header, WalLongHeader cluster, ControlFile expected)
    {
        if (cluster.SystemIdentifier != expected.SystemIdentifier)
            return $"belongs to system {cluster.SystemIdentifier}, not {expected.SystemIdentifier}";
        if (cluster.SegmentSizeBytes != expected.WalSegmentSize.SizeBytes)
            return $"has segments of {cluster.SegmentSizeBytes} bytes, the cluster {expected.WalSegmentSize}";
        return WalPageHeader.MagicOf(expected.Major) is { } magic && magic != header.Magic
            ? $"has magic number {header.Magic:X4}, which is not PostgreSQL {expected.Major}'s"
            : null;
    }
}
