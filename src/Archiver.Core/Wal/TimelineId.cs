using System.Globalization;

namespace Postern.Archiver.Core.Wal;

/// <summary>A timeline's number, from 1 on, unsigned as PostgreSQL's TimeLineID; eight hexadecimal digits in file
/// names.</summary>
public readonly record struct TimelineId(uint Value) : IComparable<TimelineId>
{
    /// <summary>The timeline that initdb makes.</summary>
    public static TimelineId First { get; } = new(1);

    public TimelineId Next => new(Value + 1);

    /// <summary>Eight capital hexadecimal digits, as in names of WAL files.</summary>
    public string ToHex() => Value.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>The name of the file that tells where this timeline came from: "00000002.history".</summary>
    public string HistoryFileName => ToHex() + ".history";

    public static bool TryParseHex(ReadOnlySpan<char> text, out TimelineId timeline)
    {
        timeline = default;
        if (text.Length != 8 || !UpperHex.TryParse(text, out var value) || value == 0) return false;
        timeline = new TimelineId((uint)value);
        return true;
    }

    public int CompareTo(TimelineId other) => Value.CompareTo(other.Value);

    /// <summary>Decimal, as PostgreSQL prints it.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(TimelineId left, TimelineId right) => left.Value < right.Value;

    public static bool operator >(TimelineId left, TimelineId right) => left.Value > right.Value;

    public static bool operator <=(TimelineId left, TimelineId right) => left.Value <= right.Value;

    public static bool operator >=(TimelineId left, TimelineId right) => left.Value >= right.Value;
}
