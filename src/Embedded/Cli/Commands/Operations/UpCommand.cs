using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Deploy;

namespace Postern.Embedded.Cli.Commands.Operations;

/// <summary><c>up</c>: makes the stack what the program says.</summary>
public sealed class UpCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "up", "", "Create or update the resources in a stack",
        [
            .. OperationFlags.Common,
            .. OperationFlags.Confirmation,
            FlagSpec.Texts(
                "target-replace", "Specify a single resource URN to replace. Other resources will not be updated"),
        ], 0, "update");

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"), mayBeNew: true);
        if (!context.Store.Exists(session.Name) && !arguments.Bool("preview-only")) session.Create();
        return new Operation(arguments, context, RunKind.Update).RunAsync(session);
    }
}
