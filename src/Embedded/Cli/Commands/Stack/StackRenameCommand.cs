using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack rename</c>: the stack, its history and its file under another name; every URN follows.</summary>
public sealed class StackRenameCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack rename", "<new-stack-name>", "Rename an existing stack",
        [FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's')], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        var text = arguments.First ?? throw new UsageFailure("accepts 1 arg(s), received 0");
        var target = StackSession.New(context, text);
        if (target.Name.Project != session.Name.Project)
            throw new UsageFailure($"a stack stays in its project: '{target.Name.Qualified}' is of another one");
        if (context.Store.Exists(target.Name) || File.Exists(target.FilePath))
            throw new UsageFailure($"a stack named {target.Name.Stack} already exists");
        using var held = session.Lock();
        var renamed = StackRenaming.Rename(session.ReadForEdit(), target.Name.Stack);
        SnapshotInvariants.Verify(renamed);
        var writer = new SnapshotWriter(session.EnsureSalt());
        context.Store.Rename(session.Name, target.Name, writer.Checkpoint(renamed, target.Name.Qualified));
        if (File.Exists(session.FilePath))
        {
            target.WriteFile(session.File);
            session.RemoveFile();
        }
        if (SelectedStack.Read(context) == session.Name) SelectedStack.Write(context, target.Name);
        context.Say($"Renamed {session.Name.Stack} to {target.Name.Stack}");
        return Task.FromResult(0);
    }
}
