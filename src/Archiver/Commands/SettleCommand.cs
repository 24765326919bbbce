using System.CommandLine;
using Postern.Archiver.Booting;
using Postern.Archiver.Failures;
using Postern.Archiver.Recovering;
using Postern.Archiver.Reporting;
using Postern.Archiver.Settling;

namespace Postern.Archiver.Commands;

/// <summary>settle: waits for the server, has it reload, and reports what it did not take.</summary>
internal static class SettleCommand
{
    public static Command Create(CommandHost host)
    {
        var timeout = new Option<int>("--deadline-seconds")
        {
            Description = "seconds to wait for the server", DefaultValueFactory = _ => 21600,
        };
        var verb = new Verb(
            "settle", "Waits for the server, reloads its settings, and reports refused and pending ones (one-shot "
                + "container).",
            "archiver settle --deadline-seconds 300") { timeout };
        // It has no settings file, and needs none: where the server is comes by environment.
        host.Handle(verb, context => RunAsync(
            context, host.Environment, new ContainerPaths(), context.Arguments.GetValue(timeout)));
        return verb;
    }

    private static async Task<int> RunAsync(
        CommandContext context, IReadOnlyDictionary<string, string> environment, ContainerPaths paths,
            int timeoutSeconds)
    {
        var started = context.Time.GetTimestamp();
        try
        {
            var sockets = environment.GetValueOrDefault("PGHOST") ?? paths.Sockets;
            var user = environment.GetValueOrDefault("PGUSER") ?? "postgres";
            var wait = new ServerWait(
                sockets, paths.StatusFile,
                async token => await LocalSession.OpenAsync(sockets, user, "template1", token),
                text => context.Output.Notes.WriteLine($"settle: {text}"), context.Time);
            await using var connection = await wait.WaitAsync(timeoutSeconds, context.Cancellation);
            var outcome = connection is LocalSession session
                ? await new Settlement(session, context.Time).ReloadAsync(context.Cancellation)
                : new SettleOutcome([], []);
            context.Output.Answer.WriteLine(Describe(outcome, context.Time.GetElapsedTime(started)).ToLine());
            return outcome.Error is null ? 0 : (int)FailureCode.CheckFailed;
        }
        catch (Exception error) when (!context.Cancellation.IsCancellationRequested)
        {
            var failure = Entry.Classify(error, isInterrupted: false);
            var report = new Report(ok: false, $"{failure.Message}. {failure.Hint}")
                .Add("pendingRestart", []).AddObjects<RefusedSetting>("refused", [], (_, _) => { })
                .AddSeconds("seconds", context.Time.GetElapsedTime(started));
            context.Output.Answer.WriteLine(report.ToLine());
            return (int)failure.Code;
        }
    }

    private static Report Describe(SettleOutcome outcome, TimeSpan elapsed) =>
        new Report(outcome.Error is null, outcome.Error)
            .Add("pendingRestart", outcome.PendingRestart)
            .AddObjects("refused", outcome.Refused, (one, writer) =>
            {
                writer.WriteString("name", one.Name);
                writer.WriteString("setting", one.Setting);
                writer.WriteString("error", one.Error);
            })
            .AddSeconds("seconds", elapsed);
}
