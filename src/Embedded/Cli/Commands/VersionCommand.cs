using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;

namespace Postern.Embedded.Cli.Commands;

/// <summary><c>version</c>.</summary>
public sealed class VersionCommand : ICommand
{
    public CommandSpec Spec { get; } = new("version", "", "Print the engine's version", []);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        context.Say(EngineVersion.Text);
        return Task.FromResult(0);
    }
}
