using System.CommandLine;
using Postern.Archiver.Booting;
using Postern.Archiver.Drilling;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands;

/// <summary>drill: restore, replay, check, report.</summary>
internal static class DrillCommand
{
    public static Command Create(CommandHost host)
    {
        var planFile = new Option<string>("--plan")
        {
            Description = "the rendered plan", DefaultValueFactory = _ => "/conf/drill.json",
        };
        var verb = new Verb(
            "drill", "Restores a backup, replays to a target, checks everything and reports (one-shot container).",
            "archiver drill --plan /conf/drill.json") { planFile };
        host.Handle(verb, context => RunAsync(context, new ContainerPaths(), context.Arguments.GetValue(planFile)!));
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, ContainerPaths paths, string planFile)
    {
        var outcome = new DrillOutcome();
        try
        {
            var plan = DrillPlan.Read(planFile, context.Settings["PGUSER"] ?? "postgres");
            var layout = DataLayout.For(paths, plan.Major);
            await using var source = new ArchiveProvisioning(
                context.OpenArchive(), layout.Tablespaces, context.ProgressLines, context.Time);
            var drill = new Drill(
                paths, plan, layout, source,
                text => context.Output.Notes.WriteLine($"drill: {text}"), context.Time);
            outcome = drill.Outcome;
            await drill.RunAsync(context.Cancellation);
            context.Output.Answer.WriteLine(outcome.ToReport(outcome.FailedChecks).ToLine());
            return outcome.FailedChecks is null ? 0 : (int)FailureCode.CheckFailed;
        }
        catch (Exception error)
        {
            var failure = Entry.Classify(error, context.Cancellation.IsCancellationRequested);
            context.Output.Answer.WriteLine(outcome.ToReport($"{failure.Message}. {failure.Hint}").ToLine());
            return (int)failure.Code;
        }
    }
}
