using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack rm</c>: the state, the history and the stack file go; backups stay.</summary>
public sealed class StackRemoveCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack rm", "[<stack-name>]", "Remove a stack and its configuration",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Bool(
                "force", "Forces deletion of the stack, leaving behind any resources managed by the stack", 'f'),
            FlagSpec.Bool("yes", "Skip confirmation prompts, and proceed with removal anyway", 'y'),
            FlagSpec.Bool(
                "preserve-config", "Do not delete the corresponding Pulumi.<stack-name>.yaml configuration file"),
        ], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.First ?? arguments.Text("stack"));
        if (!arguments.Bool("yes") && !context.IsInteractive)
            throw new UsageFailure("non-interactive mode requires --yes flag");
        var name = session.Name.Stack;
        var left = session.ReadSnapshot(secrets: false).Resources.Count(resource => resource.Type != Urn.StackType);
        if (left > 0 && !arguments.Bool("force"))
        {
            throw new UsageFailure(
                $"'{name}' still has resources; removal rejected. Possible actions:\n" +
                $"- Make sure that '{name}' is the stack that you want to destroy\n" +
                "- Run `pulumi destroy` to delete the resources, then run `pulumi stack rm`\n" +
                "- Run `pulumi stack rm --force` to override this error");
        }
        if (!arguments.Bool("yes") && !Confirmed(context, name)) return Task.FromResult(1);
        context.Store.Remove(session.Name);
        if (!arguments.Bool("preserve-config")) session.RemoveFile();
        if (SelectedStack.Read(context) == session.Name) SelectedStack.Write(context, null);
        context.Say($"Stack '{name}' has been removed!");
        return Task.FromResult(0);
    }

    private static bool Confirmed(CliContext context, string name)
    {
        context.Output.Write(
            $"This will permanently remove the '{name}' stack! Please confirm that this is what you'd like to do by " +
            $"typing `{name}`: ");
        context.Output.Flush();
        if (context.Input.ReadLine()?.Trim() == name) return true;
        context.Error.Write("error: confirmation declined\n");
        return false;
    }
}
