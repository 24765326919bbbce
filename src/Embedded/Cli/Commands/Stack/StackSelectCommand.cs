using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack select</c>.</summary>
public sealed class StackSelectCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack select", "[stack-name]", "Switch the current workspace to the given stack",
        [
            FlagSpec.Text("stack", "The name of the stack to select", 's'),
            FlagSpec.Bool("create", "If selected stack does not exist, create it", 'c'),
        ], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var name = arguments.First ?? arguments.Text("stack")
            ?? throw new UsageFailure("no stack name given; `pulumi stack ls` lists known ones");
        var session = arguments.Bool("create") ? StackSession.New(context, name) : StackSession.Open(context, name);
        if (!context.Store.Exists(session.Name)) session.Create();
        SelectedStack.Write(context, session.Name);
        return Task.FromResult(0);
    }
}
