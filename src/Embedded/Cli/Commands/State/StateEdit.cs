using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Commands.State;

/// <summary>What the verbs that edit a state ask somebody at a terminal.</summary>
internal static class StateEdit
{
    /// <summary>Whether to go on; without a terminal nobody is asked, as with Pulumi.</summary>
    public static async Task<bool> IsConfirmedAsync(ParsedArguments arguments, CliContext context)
    {
        if (arguments.Bool("yes") || !context.IsInteractive) return true;
        var menu = new Menu(
            context, "This command will edit your stack's state directly. Confirm?", ["yes", "no"], preset: 1);
        if (await menu.AskAsync() == "yes") return true;
        context.Error.Write("error: confirmation declined\n");
        return false;
    }

    /// <summary>
    /// The place in the list of the one resource that is meant. A replacement that was interrupted leaves two of a URN:
    /// the one in use, and the one that is to be deleted.
    /// </summary>
    /// <returns>The index, or null when nobody chose one.</returns>
    /// <exception cref="UsageFailure">There is none, or there are several and nobody can be asked.</exception>
    public static async Task<int?> FindAsync(CliContext context, Snapshot snapshot, string urn)
    {
        var found = Enumerable.Range(0, snapshot.Resources.Length)
            .Where(index => snapshot.Resources[index].Urn == urn).ToArray();
        if (found.Length == 0) throw new UsageFailure($"No such resource \"{urn}\" exists in the current state");
        if (found.Length == 1) return found[0];
        var names = found.Select(index => Describe(snapshot.Resources[index])).ToList();
        if (!context.IsInteractive)
        {
            throw new UsageFailure(
                "Resource URN ambiguously referred to multiple resources. Did you mean:\n"
                + string.Concat(names.Select(name => $"  {name}\n"))
                + "HINT: `pulumi up` deletes what is pending deletion; at a terminal this command asks which one is "
                + "meant.");
        }
        var menu = new Menu(
            context, "Multiple resources with the given URN exist, please select the one to edit:", [.. names],
            preset: 0);
        var chosen = names.IndexOf(await menu.AskAsync());
        return chosen < 0 ? null : found[chosen];
    }

    private static string Describe(ResourceState resource) =>
        $"\"{resource.Id}\"{(resource.Protect ? " (Protected)" : "")}{(resource.Delete ? " (Pending Deletion)" : "")}";
}
