using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Commands.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;

namespace Postern.Archiver.Commands.Wal;

/// <summary>wal-verify: WAL-G's answers, in a fixed order, and a failed check is a failed command.</summary>
internal static class WalVerifyCommand
{
    private const string Integrity = "integrity";
    private const string Timeline = "timeline";
    private static readonly string[] Titles = ["TLI", "START", "END", "SEGMENTS COUNT", "STATUS"];

    public static Command Create(CommandHost host)
    {
        var checks = new Argument<string[]>("checks")
        {
            Description = "integrity, timeline or both", Arity = ArgumentArity.OneOrMore,
        };
        checks.AcceptOnlyFromAmong(Integrity, Timeline);
        var json = new Option<bool>("--json") { Description = "for programs" };
        var timeline = new Option<uint?>("--timeline")
            { Description = "the cluster's timeline, instead of asking the server" };
        var lsn = new Option<string?>("--lsn") { Description = "the cluster's position, like 0/1300064" };
        var backup = new Option<string?>("--backup-name") { Description = "check from this backup on" };
        var verb = new Verb(
            "wal-verify",
            "Checks that the archive has every WAL segment, on the right timeline; ends 71 when it has not.",
            "archiver wal-verify integrity timeline") { checks, json, timeline, lsn, backup };
        host.Handle(verb, async context =>
        {
            var arguments = context.Arguments;
            var (current, position) = await PositionAsync(
                context, arguments.GetValue(timeline), arguments.GetValue(lsn));
            await using var archive = context.OpenArchive();
            var verification = await WalVerification.ReadAsync(
                archive, context.Settings, current, position, context.Cancellation);
            var wanted = arguments.GetRequiredValue(checks);
            var integrityResult = wanted.Contains(Integrity)
                ? await verification.CheckIntegrityAsync(
                    await new BackupCatalogue(archive).ListAsync(context.Cancellation), arguments.GetValue(backup),
                    context.Settings, context.Cancellation)
                : null;
            var timelineResult = wanted.Contains(Timeline) ? verification.CheckTimeline() : null;
            if (arguments.GetValue(json)) context.Output.Answer.Write(Json(integrityResult, timelineResult));
            else WriteText(context.Output.Answer, integrityResult, timelineResult);
            return integrityResult?.Status == VerifyStatus.Failure || timelineResult?.Status == VerifyStatus.Failure
                ? (int)FailureCode.CheckFailed
                : 0;
        });
        return verb;
    }

    internal static void WriteText(TextWriter output, IntegrityResult? integrity, TimelineResult? timeline)
    {
        if (integrity is not null)
        {
            output.Write($"[wal-verify] integrity check status: {Text(integrity.Status)}\n");
            output.Write("[wal-verify] integrity check details:\n");
            var rows = new List<string[]> { Titles };
            foreach (var run in integrity.Runs)
            {
                rows.Add(
                [
                    run.Start.Timeline.ToString(), run.Start.ToString(), run.End.ToString(),
                    run.Count.ToString(CultureInfo.InvariantCulture), Text(run.Status),
                ]);
            }
            TextTable.WriteFramed(output, rows, 0, 3, 4);
        }
        if (timeline is null) return;
        output.Write($"[wal-verify] timeline check status: {Text(timeline.Status)}\n");
        output.Write("[wal-verify] timeline check details:\n");
        output.Write(string.Create(
            CultureInfo.InvariantCulture, $"Highest timeline found in storage: {timeline.HighestInArchive}\n"));
        output.Write($"Current cluster timeline: {timeline.Current}\n");
    }

    internal static string Json(IntegrityResult? integrity, TimelineResult? timeline)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (integrity is not null)
            {
                writer.WriteStartObject(Integrity);
                writer.WriteString("status", Text(integrity.Status));
                writer.WriteStartArray("details");
                foreach (var run in integrity.Runs)
                {
                    writer.WriteStartObject();
                    writer.WriteNumber("timeline_id", run.Start.Timeline.Value);
                    writer.WriteString("start_segment", run.Start.ToString());
                    writer.WriteString("end_segment", run.End.ToString());
                    writer.WriteNumber("segments_count", run.Count);
                    writer.WriteString("status", Text(run.Status));
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            if (timeline is not null)
            {
                writer.WriteStartObject(Timeline);
                writer.WriteString("status", Text(timeline.Status));
                writer.WriteStartObject("details");
                writer.WriteNumber("current_timeline_id", timeline.Current.Value);
                writer.WriteNumber("highest_storage_timeline_id", timeline.HighestInArchive);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static async Task<(TimelineId Timeline, Lsn Position)> PositionAsync(
        CommandContext context, uint? timeline, string? lsn)
    {
        if (timeline is null != lsn is null)
            throw new ArchiverException(
                FailureCode.Usage, "--timeline and --lsn go together", "give both, or none to ask the server.");
        if (timeline is { } number)
        {
            return number > 0 && Lsn.TryParse(lsn, out var position)
                ? (new TimelineId(number), position)
                : throw new ArchiverException(
                    FailureCode.Usage, $"'{number}' and '{lsn}' are no timeline and position",
                    "give them like --timeline 2 --lsn 0/1300064.");
        }
        await using var server = await ServerSession.OpenAsync(context.Settings, context.Cancellation);
        return await ServerPosition.ReadAsync(server, context.Cancellation);
    }

    private static string Text(VerifyStatus status) => status switch
    {
        VerifyStatus.Ok => "OK",
        VerifyStatus.Warning => "WARNING",
        _ => "FAILURE",
    };

    private static string Text(SegmentStatus status) => status switch
    {
        SegmentStatus.Found => "FOUND",
        SegmentStatus.MissingDelayed => "MISSING_DELAYED",
        SegmentStatus.MissingUploading => "MISSING_UPLOADING",
        _ => "MISSING_LOST",
    };
}
