using System.CommandLine;
using Postern.Archiver.Scheduling;

namespace Postern.Archiver.Commands;

/// <summary>agent: backups on a schedule, for as long as the container lives.</summary>
internal static class AgentCommand
{
    public static Command Create(CommandHost host)
    {
        var planFile = new Option<string>("--plan")
        {
            Description = "the rendered plan", DefaultValueFactory = _ => "/conf/agent.json",
        };
        var verb = new Verb(
            "agent", "Takes base backups on a schedule and applies retention (a container beside the server).",
            "archiver agent --plan /conf/agent.json") { planFile };
        host.Handle(verb, async context =>
        {
            void Line(string text) => context.Output.Notes.WriteLine($"agent: {text}");
            var plan = AgentPlan.Read(context.Arguments.GetValue(planFile)!);
            await using var archive = context.OpenArchive();
            var child = new ChildVerb(Environment.ProcessPath ?? "archiver", Line);
            var work = new ArchiveAgentWork(archive, context.Settings, child, Line, context.Time);
            var agent = new Agent(
                plan, work, Line, report => context.Output.Answer.WriteLine(report.ToLine()), context.Time);
            await agent.RunAsync(context.Cancellation);
        });
        return verb;
    }
}
