using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary><c>config get</c>: one setting in plain text.</summary>
public sealed class ConfigGetCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "config get", "<key>", "Get a single configuration value",
        [ConfigKeys.StackFlag, ConfigKeys.PathFlag, FlagSpec.Bool("json", "Emit output as JSON", 'j')], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var text = arguments.First ?? throw new UsageFailure("accepts 1 arg(s), received 0");
        var session = StackSession.Open(context, arguments.Text("stack"), mayBeNew: true);
        var (key, below) = ConfigKeys.Parse(context, text, arguments.Bool("path"));
        var top = ConfigKeys.Find(context, session.File, key) ?? context.Project.Schema.GetValueOrDefault(key)?.Default;
        var value = ConfigEdits.Get(top, below.Parts.AsSpan())
            ?? throw new UsageFailure($"configuration key '{text}' not found for stack '{session.Name.Stack}'");
        if (arguments.Bool("json"))
        {
            var json = new JsonText(2);
            ConfigCommand.Write(json, session, value, reveal: true);
            context.Say(json.ToString());
        }
        else context.Say(ConfigJson.ValueText(value, session.Reveal));
        return Task.FromResult(0);
    }
}
