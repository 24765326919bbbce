using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack</c>: what the current stack consists of.</summary>
public sealed class StackCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack", "", "Manage stacks and view stack state",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Bool("show-ids", "Display each resource's provider-assigned unique ID", 'i'),
            FlagSpec.Bool("show-urns", "Display each resource's Pulumi-assigned globally unique URN", 'u'),
            FlagSpec.Bool("show-secrets", "Display stack outputs which are marked as secret in plaintext"),
            FlagSpec.Bool("show-name", "Display only the stack name"),
        ]);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        if (arguments.Bool("show-name"))
        {
            context.Say(session.Name.Stack);
            return Task.FromResult(0);
        }
        var snapshot = session.ReadSnapshot(arguments.Bool("show-secrets"));
        if (snapshot.Manifest.HasOtherMagic) throw new StateFailure(SnapshotInvariants.OtherMagic);
        var text = new StackText(context, snapshot);
        text.Head(session);
        text.Resources(arguments.Bool("show-urns"), arguments.Bool("show-ids"));
        if (StackText.Outputs(context.Output, snapshot.Stack?.Outputs, arguments.Bool("show-secrets"))) context.Say("");
        context.Say("Use `pulumi stack select` to change stack; `pulumi stack ls` lists known ones");
        return Task.FromResult(0);
    }
}
