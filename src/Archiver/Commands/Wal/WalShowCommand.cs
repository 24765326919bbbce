using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Commands.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Commands.Wal;

/// <summary>wal-show: the timelines of the archive, their segments and their gaps.</summary>
internal static class WalShowCommand
{
    private static readonly string[] Titles =
    [
        "TLI", "PARENT TLI", "SWITCHPOINT LSN", "START SEGMENT", "END SEGMENT", "SEGMENT RANGE", "SEGMENTS COUNT",
        "STATUS", "BACKUPS COUNT",
    ];

    public static Command Create(CommandHost host)
    {
        var json = new Option<bool>("--detailed-json")
            { Description = "for programs, with missing segments and backups" };
        var bare = new Option<bool>("--without-backups") { Description = "do not read the backups" };
        var verb = new Verb(
            "wal-show", "Shows the timelines of the archive, their segments and their gaps.", "archiver wal-show")
        {
            json, bare,
        };
        host.Handle(verb, async context =>
        {
            await using var archive = context.OpenArchive();
            var withBackups = !context.Arguments.GetValue(bare);
            var reports = await TimelineReport.ReadAsync(archive, context.Settings, withBackups, context.Cancellation);
            if (context.Arguments.GetValue(json)) context.Output.Answer.Write(Json(reports));
            else WriteTable(context.Output.Answer, reports, withBackups);
        });
        return verb;
    }

    internal static void WriteTable(TextWriter output, IReadOnlyList<TimelineReport> reports, bool withBackups)
    {
        var rows = new List<string[]> { withBackups ? Titles : Titles[..^1] };
        foreach (var report in reports)
        {
            string[] row =
            [
                report.Timeline.ToString(), report.Parent?.Timeline.ToString() ?? "0",
                (report.Parent?.SwitchPoint ?? Lsn.Zero).ToString(), report.Start.ToString(), report.End.ToString(),
                Text(report.RangeSize), Text(report.Count), report.Status,
            ];
            rows.Add(withBackups ? [.. row, Text(report.Backups!.Count)] : row);
        }
        TextTable.WriteFramed(output, rows, 0, 1, 2, 5, 6, 8);
    }

    internal static string Json(IReadOnlyList<TimelineReport> reports)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var report in reports)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", report.Timeline.Value);
                writer.WriteNumber("parent_id", report.Parent?.Timeline.Value ?? 0);
                writer.WriteNumber("switch_point_lsn", report.Parent?.SwitchPoint.Value ?? 0);
                writer.WriteString("start_segment", report.Start.ToString());
                writer.WriteString("end_segment", report.End.ToString());
                writer.WriteNumber("segments_count", report.Count);
                writer.WriteStartArray("missing_segments");
                foreach (var missing in report.Missing) writer.WriteStringValue(missing.ToString());
                writer.WriteEndArray();
                if (report.Backups is { Count: > 0 } backups)
                {
                    writer.WritePropertyName("backups");
                    writer.WriteRawValue(BackupListing.Json(backups, detail: true, pretty: false));
                }
                writer.WriteNumber("segment_range_size", report.RangeSize);
                writer.WriteString("status", report.Status);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
