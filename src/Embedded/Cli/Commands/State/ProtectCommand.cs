using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Commands.State;

/// <summary><c>state protect</c> and <c>state unprotect</c>: the flag in the state alone, until the program says
/// otherwise.</summary>
public sealed class ProtectCommand(bool protect) : ICommand
{
    public CommandSpec Spec { get; } = new(
        protect ? "state protect" : "state unprotect", "<resource URN...>",
        protect ? "Protect resource in a stack's state" : "Unprotect resources in a stack's state",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Bool(
                "all", protect ? "Protect all resources in the checkpoint"
                : "Unprotect all resources in the checkpoint"),
            FlagSpec.Bool("yes", "Skip confirmation prompts", 'y'),
        ], 100);

    public async Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        if (arguments.Rest.Count == 0 && !arguments.Bool("all")) throw new UsageFailure("no resource URN given");
        if (!await StateEdit.IsConfirmedAsync(arguments, context)) return 1;
        using var held = session.Lock();
        var snapshot = session.ReadForEdit();
        foreach (var urn in arguments.Rest)
        {
            if (snapshot.Resources.All(resource => resource.Urn != urn))
                throw new UsageFailure($"No such resource \"{urn}\" exists in the current state");
        }
        bool Named(ResourceState resource) => arguments.Bool("all") ? resource.Custom
            : arguments.Rest.Contains(resource.Urn);
        var changed = snapshot with
        {
            Resources = [
                .. snapshot.Resources.Select(
                resource => Named(resource) ? resource with { Protect = protect } : resource)],
        };
        session.Write(changed);
        context.Say($"{snapshot.Resources.Count(Named)} resources {(protect ? "protected" : "unprotected")}");
        return 0;
    }
}
