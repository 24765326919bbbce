using System.CommandLine;
using System.Text.Json;
using Npgsql;
using Postern.Archiver.Booting;
using Postern.Archiver.Diagnosing;
using Postern.Archiver.Failures;
using Postern.Archiver.Recovering;

namespace Postern.Archiver.Commands;

/// <summary>doctor: what is wrong in this container, and the fix.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "as a JSON list" };
        var verb = new Verb(
            "doctor", "Looks at the container, the server and the archive, and names what is wrong with its fix.",
            "docker exec -u 999 <container> archiver doctor") { json };
        host.Handle(verb, async context =>
        {
            var findings = await ExamineAsync(context, host.Environment);
            if (context.Arguments.GetValue(json)) context.Output.Answer.WriteLine(Json(findings));
            else foreach (var finding in findings) context.Output.Answer.WriteLine(finding);
            return findings.Any(one => one.Severity == Severity.Failure) ? (int)FailureCode.CheckFailed : 0;
        });
        return verb;
    }

    private static async Task<List<Finding>> ExamineAsync(
        CommandContext context, IReadOnlyDictionary<string, string> environment)
    {
        var paths = new ContainerPaths();
        var data = context.Settings["PGDATA"] ?? DataLayout.For(paths, ServerBinary.Major() ?? 0).Data;
        var container = new ContainerProbes(paths, environment);
        var findings = new List<Finding>(container.Run(data));
        var idle = context.SettingNotices;
        findings.AddRange(idle.Count == 0
            ? [Finding.Ok("settings", "each one that is set is known and has an effect")]
            : idle.Select(notice => Finding.Warning("settings", notice, "remove it, or correct its name.")));
        var sockets = context.Settings["PGHOST"] ?? paths.Sockets;
        try
        {
            await using var session = await LocalSession.OpenAsync(
                sockets, context.Settings["PGUSER"] ?? "postgres", "template1", context.Cancellation);
            findings.Add(Finding.Ok("server", "accepts connections"));
            findings.AddRange(await new ServerProbes(session, container).RunAsync(context.Cancellation));
        }
        catch (NpgsqlException error)
        {
            findings.Add(Finding.Failure(
                "server", $"no answer at '{sockets}': {(error as PostgresException)?.MessageText ?? error.Message}",
                "see the server container's log."));
        }
        try
        {
            await using var archive = context.OpenArchive();
            findings.AddRange(await new ArchiveProbes(archive, context.Settings, data, context.Time).RunAsync(
                context.Cancellation));
        }
        catch (ArchiverException failure)
        {
            findings.Add(Finding.Failure("archive", failure.Message, failure.Hint));
        }
        return findings;
    }

    private static string Json(IEnumerable<Finding> findings)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteString("subject", finding.Subject);
                writer.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
                writer.WriteString("text", finding.Text);
                writer.WriteString("fix", finding.Fix);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
