using System.Text;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Commands.State;

/// <summary><c>state delete</c>: the engine forgets a resource; nothing is called.</summary>
public sealed class StateDeleteCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "state delete", "<resource URN>", "Deletes a resource from a stack's state",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Bool("force", "Force deletion of protected resources"),
            FlagSpec.Bool("target-dependents", "Delete the URN and all its dependents"),
            FlagSpec.Bool("yes", "Skip confirmation prompts", 'y'),
        ], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        var urn = arguments.First ?? throw new UsageFailure("no resource URN given");
        using var held = session.Lock();
        var snapshot = session.ReadSnapshot(secrets: true);
        if (snapshot.Resources.All(resource => resource.Urn != urn))
            throw new UsageFailure($"No such resource \"{urn}\" exists in the current state");
        var gone = new HashSet<string>(StringComparer.Ordinal) { urn };
        foreach (var resource in snapshot.Resources)
        {
            if (resource.Requirements().Any(gone.Contains)) gone.Add(resource.Urn);
        }
        Check(snapshot, urn, gone, arguments.Bool("target-dependents"), arguments.Bool("force"));
        session.Write(snapshot with
        {
            Resources = [.. snapshot.Resources.Where(resource => !gone.Contains(resource.Urn))],
        });
        context.Say("Resource deleted");
        return Task.FromResult(0);
    }

    private static void Check(Snapshot snapshot, string urn, HashSet<string> gone, bool withDependents, bool force)
    {
        if (gone.Count > 1 && !withDependents)
        {
            var text = new StringBuilder(
                "This resource can't be safely deleted because the following resources depend on it:\n");
            var dependents = snapshot.Resources.Where(resource => resource.Urn != urn && gone.Contains(resource.Urn));
            foreach (var dependent in dependents)
                text.Append($" * {"\"" + Urn.NameOf(dependent.Urn) + "\"",-15} ({dependent.Urn})\n");
            throw new UsageFailure(
                text.Append("\nDelete those resources first or pass --target-dependents.").ToString());
        }
        if (!force && snapshot.Resources.Any(resource => resource.Protect && gone.Contains(resource.Urn)))
        {
            throw new UsageFailure(
                "This resource can't be safely deleted because it is protected. " +
                "Re-run this command with --force to force deletion");
        }
    }
}
