using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Backups;

/// <summary>
/// A backup's name in WAL-G's layout: "base_", the segment of its start, for a delta "_D_" and the parent's segment,
/// and for one of WAL-E "_" and eight digits. Ordered by start segment, then by text.
/// </summary>
public sealed record BackupName : IComparable<BackupName>
{
    private const string Prefix = "base_";
    private const string DeltaMark = "_D_";

    private BackupName(string text, WalSegmentName start, WalSegmentName? parent) =>
        (Text, Start, Parent) = (text, start, parent);

    public string Text { get; }

    /// <summary>The segment that holds the start LSN.</summary>
    public WalSegmentName Start { get; }

    /// <summary>For a delta: the first segment in its parent's name. Not the parent's name: two backups may share
    /// it.</summary>
    public WalSegmentName? Parent { get; }

    public bool IsDelta => Parent is not null;

    public static BackupName Full(WalSegmentName start) => new(Prefix + start, start, null);

    public static BackupName Delta(WalSegmentName start, BackupName parent) =>
        new(Prefix + start + DeltaMark + parent.Start, start, parent.Start);

    /// <exception cref="FormatException">The text is no backup's name.</exception>
    public static BackupName Parse(string text) => TryParse(text) ?? throw new FormatException(
        $"'{text}' is no backup's name (base_ and 24 capital hexadecimal digits, _D_ and 24 more for a delta)");

    /// <summary>Null when the text is no backup's name.</summary>
    public static BackupName? TryParse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var rest = text.AsSpan(Prefix.Length);
        if (!TryTake(ref rest, out var start)) return null;
        WalSegmentName? parent = null;
        if (rest.StartsWith(DeltaMark))
        {
            rest = rest[DeltaMark.Length..];
            if (!TryTake(ref rest, out var segment)) return null;
            parent = segment;
        }
        var isWalE = rest.Length == 9 && rest[0] == '_' && UpperHex.TryParse(rest[1..], out _);
        return rest.Length == 0 || isWalE ? new BackupName(text, start, parent) : null;
    }

    public int CompareTo(BackupName? other)
    {
        if (other is null) return 1;
        var byStart = Start.CompareTo(other.Start);
        return byStart != 0 ? byStart : string.CompareOrdinal(Text, other.Text);
    }

    public override string ToString() => Text;

    public static bool operator <(BackupName left, BackupName right) => left.CompareTo(right) < 0;

    public static bool operator >(BackupName left, BackupName right) => left.CompareTo(right) > 0;

    public static bool operator <=(BackupName left, BackupName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BackupName left, BackupName right) => left.CompareTo(right) >= 0;

    private static bool TryTake(ref ReadOnlySpan<char> text, out WalSegmentName segment)
    {
        segment = default;
        if (text.Length < WalSegmentName.Length
            || !WalSegmentName.TryParse(text[..WalSegmentName.Length], out segment))
            return false;
        text = text[WalSegmentName.Length..];
        return true;
    }
}
