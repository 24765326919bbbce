using System.Globalization;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack ls</c>: the stacks of the project, or of all.</summary>
public sealed class StackListCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack ls", "", "List stacks",
        [FlagSpec.Bool("all", "List all stacks instead of just stacks for the current project", 'a'),
            FlagSpec.Bool("json", "Emit output as JSON", 'j')]);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var current = SelectedStack.Read(context);
        var all = arguments.Bool("all");
        var stacks = context.Store.Stacks().Where(name => all || name.Project == context.Project.Name)
            .Select(name => (Name: name, Snapshot: Read(context, name))).ToArray();
        if (arguments.Bool("json")) Json(context, stacks, current, all);
        else Table(context, stacks, current, all);
        return Task.FromResult(0);
    }

    private static Snapshot Read(CliContext context, StackName name)
    {
        using var json = context.Store.ReadCheckpoint(name);
        return json is null ? Snapshot.Empty : StackSession.Read(json.RootElement, null);
    }

    private static string Shown(StackName name, bool all) => all ? name.Qualified : name.Stack;

    private static void Json(
        CliContext context, (StackName Name, Snapshot Snapshot)[] stacks, StackName? current, bool all)
    {
        var json = new JsonText(2).BeginArray();
        foreach (var (name, snapshot) in stacks)
        {
            json.BeginObject().Member("name", Shown(name, all)).Name("current").Bool(name == current);
            if (snapshot.Manifest.Time is { } time && StackText.Parse(time) is { } updated)
                json.Member("lastUpdate",
                    updated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.Name("resourceCount").Number((long)snapshot.Resources.Length).EndObject();
        }
        context.Say(json.EndArray().ToString());
    }

    private static void Table(
        CliContext context, (StackName Name, Snapshot Snapshot)[] stacks, StackName? current, bool all)
    {
        var rows = stacks.Select(stack => (
            Name: Shown(stack.Name, all) + (stack.Name == current ? "*" : ""),
            Updated: stack.Snapshot.Manifest.Time is { } time && StackText.Parse(time) is { } updated
                ? StackText.Ago(context.Time.GetUtcNow() - updated)
                : "n/a",
            Count: stack.Snapshot.Resources.Length)).ToArray();
        var nameWidth = rows.Select(row => row.Name.Length).Append("NAME".Length).Max();
        var updatedWidth = rows.Select(row => row.Updated.Length).Append("LAST UPDATE".Length).Max();
        context.Say("NAME".PadRight(nameWidth) + "  " + "LAST UPDATE".PadRight(updatedWidth) + "  RESOURCE COUNT");
        foreach (var (name, updated, count) in rows)
            context.Say($"{name.PadRight(nameWidth)}  {updated.PadRight(updatedWidth)}  {count}");
    }
}
