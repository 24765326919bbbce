using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;

namespace Postern.Embedded.Cli.Commands;

/// <summary><c>whoami</c>: whose name the locks get.</summary>
public sealed class WhoAmICommand : ICommand
{
    public CommandSpec Spec { get; } = new("whoami", "", "Display the current logged-in user", []);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        context.Say(Environment.UserName);
        return Task.FromResult(0);
    }
}
