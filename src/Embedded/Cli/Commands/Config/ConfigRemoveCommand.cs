using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary><c>config rm</c>: one setting.</summary>
public sealed class ConfigRemoveCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "config rm", "<key>", "Remove configuration value", [ConfigKeys.StackFlag, ConfigKeys.PathFlag], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var text = arguments.First ?? throw new UsageFailure("accepts 1 arg(s), received 0");
        var session = StackSession.Open(context, arguments.Text("stack"), mayBeNew: true);
        var (key, below) = ConfigKeys.Parse(context, text, arguments.Bool("path"));
        if (ConfigKeys.Find(context, session.File, key) is not { } top) return Task.FromResult(0);
        var inFile = ConfigKeys.InFile(context, session.File, key);
        var left = ConfigEdits.Remove(top, below.Parts.AsSpan());
        session.WriteFile(left is null ? session.File.Without(inFile) : session.File.With(inFile, left));
        return Task.FromResult(0);
    }
}
