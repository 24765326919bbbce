using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack init</c>: an empty stack, selected unless told otherwise.</summary>
public sealed class StackInitCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack init", "[<org-name>/]<stack-name>", "Create an empty stack with the given name, ready for updates",
        [
            FlagSpec.Text("stack", "The name of the stack to create", 's'),
            FlagSpec.Bool("no-select", "Do not select the stack"),
            FlagSpec.Text(
                "secrets-provider", "The type of the provider that should be used to encrypt and decrypt secrets"),
        ], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var name = arguments.First ?? arguments.Text("stack") ?? throw new UsageFailure("missing stack name");
        if (arguments.Text("secrets-provider") is { } provider and not ("passphrase" or "default"))
            throw new UsageFailure(
                $"secrets provider '{provider}' is not known; this engine keeps secrets with a passphrase");
        var session = StackSession.New(context, name);
        if (context.Store.Exists(session.Name)) throw new UsageFailure($"stack '{session.Name.Stack}' already exists");
        session.Create();
        if (!arguments.Bool("no-select")) SelectedStack.Write(context, session.Name);
        return Task.FromResult(0);
    }
}
