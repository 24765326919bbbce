using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Deploy;

namespace Postern.Embedded.Cli.Commands.Operations;

/// <summary><c>refresh</c>: adopts what the resources have become.</summary>
public sealed class RefreshCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "refresh", "", "Refresh the resources in a stack",
        [
            .. OperationFlags.Common,
            .. OperationFlags.Confirmation,
            FlagSpec.Bool("clear-pending-creates", "Clear all pending creates, dropping them from the state"),
        ]);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context) =>
        new Operation(arguments, context, RunKind.Refresh)
            .RunAsync(StackSession.Open(context, arguments.Text("stack")));
}
