using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Backend;

namespace Postern.Embedded.Cli.Commands;

/// <summary><c>cancel</c>: removes the locks that a killed run left.</summary>
public sealed class CancelCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "cancel", "[stack-name]", "Cancel a stack's currently running update, if any",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Bool("yes", "Skip confirmation prompts, and proceed with cancellation anyway", 'y'),
        ], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.First ?? arguments.Text("stack"));
        if (!arguments.Bool("yes") && !context.IsInteractive)
            throw new UsageFailure("--yes must be passed in to proceed when running in non-interactive mode");
        StackLock.Cancel(context.Store, session.Name);
        context.Say($"The currently running update for '{session.Name.Stack}' has been canceled!");
        return Task.FromResult(0);
    }
}
