using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Deploy;

namespace Postern.Embedded.Cli.Commands.Operations;

/// <summary><c>preview</c>: what an update would do. Writes nothing.</summary>
public sealed class PreviewCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "preview", "", "Show a preview of updates to a stack's resources",
        [
            .. OperationFlags.Common,
            FlagSpec.Texts(
                "target-replace", "Specify a single resource URN to replace. Other resources will not be updated"),
        ], 0, "pre");

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"), mayBeNew: true);
        var options = OperationFlags.Options(arguments, context, RunKind.Update);
        return new Operation(arguments, context, RunKind.Update)
            .PreviewAsync(session, StackRun.Prepare(session), options);
    }
}
