using System.Collections.Immutable;
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

    public async Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        var urn = arguments.First ?? throw new UsageFailure("no resource URN given");
        if (!await StateEdit.IsConfirmedAsync(arguments, context)) return 1;
        using var held = session.Lock();
        var snapshot = session.ReadForEdit();
        if (await StateEdit.FindAsync(context, snapshot, urn) is not { } meant) return 1;
        var resources = snapshot.Resources;
        var dependents = Dependents(resources, meant);
        Check(resources[meant], dependents, arguments.Bool("target-dependents"), arguments.Bool("force"));
        session.Write(snapshot with
        {
            Resources = [.. resources.Where((resource, index) => index != meant && !dependents.Contains(resource))],
        });
        context.Say("Resource deleted");
        return 0;
    }

    /// <summary>Whatever would hang in the air. One that is pending deletion leaves its dependants to the one in
    /// use.</summary>
    private static List<ResourceState> Dependents(ImmutableArray<ResourceState> resources, int meant)
    {
        var urn = resources[meant].Urn;
        if (resources[meant].Delete && resources.Any(resource => resource.Urn == urn && !resource.Delete)) return [];
        var gone = new HashSet<string>(StringComparer.Ordinal) { urn };
        var dependents = new List<ResourceState>();
        foreach (var resource in resources)
        {
            if (resource.Urn == urn || !resource.Requirements().Any(gone.Contains)) continue;
            gone.Add(resource.Urn);
            dependents.Add(resource);
        }
        return dependents;
    }

    private static void Check(ResourceState meant, List<ResourceState> dependents, bool withDependents, bool force)
    {
        if (dependents.Count > 0 && !withDependents)
        {
            var text = new StringBuilder(
                "This resource can't be safely deleted because the following resources depend on it:\n");
            foreach (var dependent in dependents)
                text.Append($" * {"\"" + Urn.NameOf(dependent.Urn) + "\"",-15} ({dependent.Urn})\n");
            throw new UsageFailure(
                text.Append("\nDelete those resources first or pass --target-dependents.").ToString());
        }
        if (!force && dependents.Append(meant).Any(resource => resource.Protect))
        {
            throw new UsageFailure(
                "This resource can't be safely deleted because it is protected. " +
                "Re-run this command with --force to force deletion");
        }
    }
}
