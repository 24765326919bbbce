using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Postern.Archiver.Archiving.Targets;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.Wal;

/// <summary>targets: the times, positions and names that a recovery can be given.</summary>
internal static class TargetsCommand
{
    public static Command Create(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "for programs" };
        var scan = new Option<bool>("--scan")
            { Description = "read all WAL: restore points and transaction numbers, too" };
        var verb = new Verb(
            "targets", "Says what can be recovered to: the first and last time and position, and with --scan names.",
            "archiver targets --scan") { json, scan };
        host.Handle(verb, async context =>
        {
            await using var archive = context.OpenArchive();
            var targets = await new RecoveryTargetReader(archive, context.Settings)
                .ReadAsync(context.Arguments.GetValue(scan), context.Cancellation);
            if (context.Arguments.GetValue(json)) context.Output.Answer.WriteLine(Json(targets));
            else WriteText(context.Output.Answer, targets);
            if (targets.FirstRecoverable is null && !context.Arguments.GetValue(json))
                throw new ArchiverException(
                    FailureCode.BackupMissing,
                    $"archive '{archive.Storage.Location}' has no backup that can be restored",
                    "run `archiver backup-push`, and `archiver wal-verify integrity timeline` to see what is missing.");
        });
        return verb;
    }

    private static void WriteText(TextWriter output, RecoveryTargets targets)
    {
        if (targets.FirstRecoverable is null) return;
        output.WriteLine($"first time      {Time(targets.FirstRecoverable)}  (end of {targets.OldestBackup})");
        output.WriteLine($"last time       {Time(targets.LastRecoverable)}  (just before the last commit)");
        output.WriteLine($"first position  {targets.FirstLsn}");
        output.WriteLine($"last position   {targets.LastLsn}  (in {targets.LastSegment})");
        output.WriteLine($"timeline        {targets.Timeline}");
        if (targets.Marks is not { } marks) return;
        var xids = Xids(marks);
        if (xids.Count > 0) output.WriteLine($"transactions    {xids[0]} to {xids[^1]}");
        foreach (var mark in marks.Where(mark => mark.Kind == WalMarkKind.RestorePoint))
            output.WriteLine($"restore point   {mark.Name}  {Time(mark.Time)}  {mark.End}");
    }

    internal static string Json(RecoveryTargets targets)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("firstRecoverable", Time(targets.FirstRecoverable));
            writer.WriteString("lastRecoverable", Time(targets.LastRecoverable));
            writer.WriteString("firstLsn", targets.FirstLsn?.ToString());
            writer.WriteString("lastLsn", targets.LastLsn?.ToString());
            if (targets.Timeline is { } timeline) writer.WriteNumber("timeline", timeline.Value);
            else writer.WriteNull("timeline");
            writer.WriteString("oldestBackup", targets.OldestBackup);
            writer.WriteString("newestBackup", targets.NewestBackup);
            if (targets.Marks is { } marks) WriteMarks(writer, marks);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteMarks(Utf8JsonWriter writer, IReadOnlyList<WalMark> marks)
    {
        var xids = Xids(marks);
        if (xids.Count > 0)
        {
            writer.WriteNumber("firstXid", xids[0]);
            writer.WriteNumber("lastXid", xids[^1]);
        }
        writer.WriteStartArray("restorePoints");
        foreach (var mark in marks.Where(mark => mark.Kind == WalMarkKind.RestorePoint))
        {
            writer.WriteStartObject();
            writer.WriteString("name", mark.Name);
            writer.WriteString("time", Time(mark.Time));
            writer.WriteString("lsn", mark.End.ToString());
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static List<uint> Xids(IReadOnlyList<WalMark> marks) =>
        [.. marks.Where(mark => mark.Xid > 0).Select(mark => mark.Xid)];

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
