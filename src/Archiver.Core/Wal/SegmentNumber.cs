using System.Globalization;

namespace Postern.Archiver.Core.Wal;

/// <summary>The number of a WAL segment since the begin of all WAL; PostgreSQL's XLogSegNo. Means bytes only with a
/// segment size.</summary>
public readonly record struct SegmentNumber(ulong Value) : IComparable<SegmentNumber>
{
    public SegmentNumber Next => new(Value + 1);

    /// <summary>The one before; throws at zero.</summary>
    public SegmentNumber Previous => new(Value - 1);

    public int CompareTo(SegmentNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static SegmentNumber operator +(SegmentNumber number, ulong count) => new(number.Value + count);

    public static bool operator <(SegmentNumber left, SegmentNumber right) => left.Value < right.Value;

    public static bool operator >(SegmentNumber left, SegmentNumber right) => left.Value > right.Value;

    public static bool operator <=(SegmentNumber left, SegmentNumber right) => left.Value <= right.Value;

    public static bool operator >=(SegmentNumber left, SegmentNumber right) => left.Value >= right.Value;
}
