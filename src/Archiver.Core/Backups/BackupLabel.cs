using System.Globalization;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Backups;

/// <summary>
/// backup_label, and the .backup file that also has the stop (xlogbackup.c, build_backup_content). Times stay text: the
/// server writes them in its log_timezone with an abbreviation that means something only there.
/// </summary>
public sealed record BackupLabel
{
    public required Lsn StartLsn { get; init; }

    public required WalSegmentName StartSegment { get; init; }

    public required Lsn CheckpointLsn { get; init; }

    /// <summary>"streamed" or "pg_rewind".</summary>
    public required string Method { get; init; }

    /// <summary>"primary" or "standby"; "master" on releases before 14.</summary>
    public required string From { get; init; }

    public required string StartTime { get; init; }

    public required string Label { get; init; }

    public required TimelineId StartTimeline { get; init; }

    /// <summary>Where the backup that this one builds on started (17+, incremental only).</summary>
    public Lsn? IncrementalFromLsn { get; init; }

    public TimelineId? IncrementalFromTimeline { get; init; }

    /// <summary>In a .backup file only.</summary>
    public Lsn? StopLsn { get; init; }

    public WalSegmentName? StopSegment { get; init; }

    public string? StopTime { get; init; }

    public TimelineId? StopTimeline { get; init; }

    /// <exception cref="FormatException">A line that every label has is missing or not readable.</exception>
    public static BackupLabel Parse(string text)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0) lines.TryAdd(line[..colon], line[(colon + 2)..].TrimEnd('\r'));
        }
        var (startLsn, startSegment) = Location(lines, "START WAL LOCATION");
        var stop = lines.ContainsKey("STOP WAL LOCATION") ? Location(lines, "STOP WAL LOCATION") : default;
        return new BackupLabel
        {
            StartLsn = startLsn,
            StartSegment = startSegment,
            CheckpointLsn = Lsn.Parse(Line(lines, "CHECKPOINT LOCATION")),
            Method = Line(lines, "BACKUP METHOD"),
            From = Line(lines, "BACKUP FROM"),
            StartTime = Line(lines, "START TIME"),
            Label = Line(lines, "LABEL"),
            StartTimeline = Timeline(lines, "START TIMELINE") ?? startSegment.Timeline,
            IncrementalFromLsn = lines.TryGetValue("INCREMENTAL FROM LSN", out var from) ? Lsn.Parse(from) : null,
            IncrementalFromTimeline = Timeline(lines, "INCREMENTAL FROM TLI"),
            StopLsn = stop.Lsn.IsZero ? null : stop.Lsn,
            StopSegment = stop.Lsn.IsZero ? null : stop.Segment,
            StopTime = lines.GetValueOrDefault("STOP TIME"),
            StopTimeline = Timeline(lines, "STOP TIMELINE"),
        };
    }

    private static string Line(Dictionary<string, string> lines, string key) =>
        lines.TryGetValue(key, out var value) ? value : throw new FormatException($"backup_label has no line '{key}'");

    private static (Lsn Lsn, WalSegmentName Segment) Location(Dictionary<string, string> lines, string key)
    {
        var text = Line(lines, key);
        var open = text.IndexOf(" (file ", StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')')
            || !WalSegmentName.TryParse(text.AsSpan(open + 7, text.Length - open - 8), out var segment))
            throw new FormatException($"backup_label has the line '{key}: {text}', not a position and a file");
        return (Lsn.Parse(text[..open]), segment);
    }

    private static TimelineId? Timeline(Dictionary<string, string> lines, string key)
    {
        if (!lines.TryGetValue(key, out var text)) return null;
        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? new TimelineId(value)
            : throw new FormatException($"backup_label has the line '{key}: {text}', not a timeline");
    }
}
