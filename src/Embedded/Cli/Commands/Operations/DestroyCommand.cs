using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Deploy;

namespace Postern.Embedded.Cli.Commands.Operations;

/// <summary>
/// <c>destroy</c>: deletes the stack's resources. A stack with protected resources is refused before anything starts,
/// because the rest would be gone by the time the protected one is reached.
/// </summary>
public sealed class DestroyCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "destroy", "", "Destroy all existing resources in the stack",
        [
            .. OperationFlags.Common,
            .. OperationFlags.Confirmation,
            FlagSpec.Bool("exclude-protected", "Do not destroy protected resources. Destroy all other resources"),
            FlagSpec.Bool(
                "remove", "Remove the stack and its config file after all resources in the stack have been deleted"),
        ], 0, "down", "dn");

    public async Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        if (!arguments.Bool("exclude-protected") && !arguments.Has("target") && !arguments.Bool("preview-only"))
            RefuseProtected(session);
        var operation = new Operation(arguments, context, RunKind.Destroy)
        {
            Succeeded = result => End(arguments, context, session, result),
        };
        return await operation.RunAsync(session);
    }

    private static void RefuseProtected(StackSession session)
    {
        var held = session.ReadSnapshot(secrets: false)
            .Resources.Where(resource => resource is { Protect: true, Delete: false }).ToArray();
        if (held.Length == 0) return;
        var names = string.Join("\n", held.Select(resource => $"  * {resource.Urn}"));
        throw new UsageFailure(
            $"stack '{session.Name.Stack}' has {held.Length} protected resource{(held.Length > 1 ? "s" : "")}, and " +
                $"nothing was deleted:\n" +
            $"{names}\nTo keep {(held.Length > 1 ? "them" : "it")} and destroy the rest, use `pulumi destroy " +
                $"--exclude-protected`; to give " +
            $"up a resource for good, first use `pulumi state unprotect '{held[0].Urn}'`");
    }

    private static void End(ParsedArguments arguments, CliContext context, StackSession session, RunResult result)
    {
        // With a target the rest of the stack is still there.
        var removes = arguments.Bool("remove") && result.ProtectedLeft == 0 && !arguments.Has("target");
        if (removes) Remove(context, session);
        if (!arguments.Bool("json")) Report(arguments, context, session.Name.Stack, result, removes);
    }

    private static void Remove(CliContext context, StackSession session)
    {
        context.Store.Remove(session.Name);
        session.RemoveFile();
        if (SelectedStack.Read(context) == session.Name) SelectedStack.Write(context, null);
    }

    private static void Report(
        ParsedArguments arguments, CliContext context, string name, RunResult result, bool removed)
    {
        if (result.ProtectedLeft > 0)
        {
            var noun = result.ProtectedLeft == 1 ? "is still 1 protected resource"
                : $"are still {result.ProtectedLeft} protected resources";
            context.Say($"All unprotected resources were destroyed. There {noun} associated with this stack.");
        }
        else if (removed)
        {
            context.Say($"The resources in the stack have been deleted, and stack '{name}' has been removed.");
        }
        else if (!arguments.Has("target"))
        {
            context.Say(
                "The resources in the stack have been deleted, but the history and configuration associated with the " +
                    "stack are still " +
                $"maintained. \nIf you want to remove the stack completely, run `pulumi stack rm {name}`.");
        }
    }
}
