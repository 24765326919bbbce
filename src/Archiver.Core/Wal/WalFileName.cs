namespace Postern.Archiver.Core.Wal;

/// <summary>
/// A name that PostgreSQL hands to archive_command or restore_command, told apart by its shape (xlog_internal.h:
/// IsXLogFileName, IsPartialXLogFileName, IsTLHistoryFileName, IsBackupHistoryFileName). <see cref="Segment"/> is null
/// for a history file only.
/// </summary>
public readonly record struct WalFileName(string Text, WalFileKind Kind, TimelineId Timeline, WalSegmentName? Segment)
{
    private const string PartialSuffix = ".partial";
    private const string HistorySuffix = ".history";
    private const string BackupSuffix = ".backup";

    public static WalFileName For(WalSegmentName segment) =>
        new(segment.ToString(), WalFileKind.Segment, segment.Timeline, segment);

    public static WalFileName PartialOf(WalSegmentName segment) =>
        new(segment + PartialSuffix, WalFileKind.Partial, segment.Timeline, segment);

    public static WalFileName HistoryOf(TimelineId timeline) =>
        new(timeline.HistoryFileName, WalFileKind.History, timeline, null);

    /// <exception cref="FormatException">The text is none of the four shapes.</exception>
    public static WalFileName Parse(string text) => TryParse(text, out var name)
        ? name
        : throw new FormatException($"'{text}' is no WAL file's name (segment, .partial, .history or .backup)");

    public static bool TryParse(string? text, out WalFileName name)
    {
        name = default;
        if (text is null) return false;
        if (WalSegmentName.TryParse(text, out var segment))
        {
            name = For(segment);
            return true;
        }
        if (text.Length == 8 + HistorySuffix.Length && text.EndsWith(HistorySuffix, StringComparison.Ordinal)
            && TimelineId.TryParseHex(text.AsSpan(0, 8), out var timeline))
        {
            name = HistoryOf(timeline);
            return true;
        }
        if (text.Length <= WalSegmentName.Length
            || !WalSegmentName.TryParse(text.AsSpan(0, WalSegmentName.Length), out segment))
            return false;
        var rest = text.AsSpan(WalSegmentName.Length);
        if (rest.SequenceEqual(PartialSuffix))
        {
            name = PartialOf(segment);
            return true;
        }
        var isBackup = rest.Length == 1 + 8 + BackupSuffix.Length && rest[0] == '.'
            && UpperHex.TryParse(rest.Slice(1, 8), out _) && rest[9..].SequenceEqual(BackupSuffix);
        if (isBackup) name = new WalFileName(text, WalFileKind.BackupHistory, segment.Timeline, segment);
        return isBackup;
    }

    public override string ToString() => Text;
}
