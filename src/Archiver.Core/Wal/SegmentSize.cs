using System.Globalization;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// The size of a cluster's WAL segments: a power of two from 1 MiB to 1 GiB (initdb --wal-segsize). It comes from the
/// cluster's data, never from a guess: a wrong one makes every segment number wrong. PostgreSQL's xlog_internal.h.
/// </summary>
public readonly record struct SegmentSize
{
    private readonly uint _bytes;

    private SegmentSize(uint bytes) => _bytes = bytes;

    /// <summary>16 MiB, what initdb takes when it is not told otherwise.</summary>
    public static SegmentSize Default { get; } = new(16 << 20);

    public uint SizeBytes => _bytes == 0 ? Default._bytes : _bytes;

    /// <summary>How many segments share the middle eight digits of their names.</summary>
    public ulong PerLog => 0x1_0000_0000UL / SizeBytes;

    public static bool IsValid(long sizeBytes) =>
        sizeBytes is >= 1 << 20 and <= 1 << 30 && long.PopCount(sizeBytes) == 1;

    /// <exception cref="FormatException">The size is no power of two from 1 MiB to 1 GiB.</exception>
    public static SegmentSize FromBytes(long sizeBytes) => IsValid(sizeBytes)
        ? new SegmentSize((uint)sizeBytes)
        : throw new FormatException($"{sizeBytes} bytes is no WAL segment size (a power of two from 1 MiB to 1 GiB)");

    /// <summary>The segment that holds the byte at <paramref name="lsn"/>.</summary>
    public SegmentNumber NumberOf(Lsn lsn) => new(lsn.Value / SizeBytes);

    /// <summary>
    /// The segment that holds the last byte before <paramref name="lsn"/>: what PostgreSQL calls XLByteToPrevSeg and
    /// uses for every end position. Position zero has none and gives segment 0.
    /// </summary>
    public SegmentNumber NumberBefore(Lsn lsn) => lsn.IsZero ? default : new((lsn.Value - 1) / SizeBytes);

    public Lsn StartOf(SegmentNumber number) => new(number.Value * SizeBytes);

    public Lsn EndOf(SegmentNumber number) => new((number.Value + 1) * SizeBytes);

    public override string ToString() => SizeBytes.ToString(CultureInfo.InvariantCulture);
}
