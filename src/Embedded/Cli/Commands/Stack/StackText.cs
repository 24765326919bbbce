using System.Globalization;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary>The parts of <c>stack</c>'s text.</summary>
public sealed class StackText(CliContext context, Snapshot snapshot)
{
    public void Head(StackSession session)
    {
        context.Say($"Current stack is {session.Name.Stack}:");
        context.Say($"    Managed by {Environment.MachineName}");
        if (snapshot.Manifest.Time is { Length: > 0 } time && Parse(time) is { } updated)
        {
            var shown = updated.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
            context.Say($"    Last updated: {Ago(context.Time.GetUtcNow() - updated)} ({shown} +0000 UTC)");
        }
        if (snapshot.Manifest.Version is { Length: > 0 } version) context.Say($"    Pulumi version used: {version}");
    }

    public void Resources(bool urns, bool ids)
    {
        context.Say($"Current stack resources ({snapshot.Resources.Length}):");
        if (snapshot.Resources.IsEmpty)
        {
            context.Say("    No resources currently in this stack\n");
            return;
        }
        var root = snapshot.Stack?.Urn;
        var lines = new List<(string Left, string Name, string Detail, ResourceState State)>();
        foreach (var top in snapshot.Resources.Where(
            resource => resource.Parent is null && resource.Urn != root && root is null))
            Collect(top, "", "", lines);
        if (snapshot.Stack is { } stack) Collect(stack, "", "", lines);
        var width = lines.Max(line => line.Left.Length);
        var gap = new string(' ', Math.Max(0, width - "TYPE".Length));
        context.Say($"    {context.Ink.Heading("TYPE")}{gap}  {context.Ink.Heading("NAME")}");
        foreach (var (left, name, detail, state) in lines)
        {
            context.Say("    " + left.PadRight(width) + "  " + name);
            if (urns) context.Say($"    {detail}URN: {state.Urn}");
            if (ids && state.Id is { } id) context.Say($"    {detail}ID: {id}");
        }
        context.Say("");
    }

    /// <summary>The outputs' table; false and a line that says so when there are none.</summary>
    public static bool Outputs(TextWriter output, PropertyMap? outputs, bool showSecrets)
    {
        var count = outputs?.Count ?? 0;
        output.Write($"Current stack outputs ({count}):\n");
        if (outputs is null || count == 0)
        {
            output.Write("    No output values currently in this stack\n");
            return true;
        }
        var width = Math.Max("OUTPUT".Length, outputs.Keys.Max(key => key.Length));
        output.Write("    " + "OUTPUT".PadRight(width) + "  VALUE\n");
        foreach (var (name, value) in outputs)
            output.Write($"    {name.PadRight(width)}  {OutputText(value, showSecrets)}\n");
        return true;
    }

    /// <summary>An output as the CLI prints it: texts as they are, everything else as JSON.</summary>
    public static string OutputText(PropertyValue value, bool showSecrets)
    {
        if (showSecrets) value = SecretMarks.Strip(value);
        if (value is PropertySecret) return "[secret]";
        return value is PropertyString text ? text.Value : PropertyJsonWriter.Masked.Text(value);
    }

    public static string Ago(TimeSpan age) => age.TotalSeconds switch
    {
        < 1 => "now",
        < 2 => "1 second ago",
        < 60 => $"{(int)age.TotalSeconds} seconds ago",
        < 120 => "1 minute ago",
        < 3600 => $"{(int)age.TotalMinutes} minutes ago",
        < 7200 => "1 hour ago",
        < 86400 => $"{(int)age.TotalHours} hours ago",
        < 172800 => "1 day ago",
        _ => $"{(int)age.TotalDays} days ago",
    };

    public static DateTimeOffset? Parse(string time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed : null;

    /// <summary>Children stand under their parent; what has no parent, such as default providers, under the
    /// stack.</summary>
    private void Collect(
        ResourceState state, string lead, string below, List<(string, string, string, ResourceState)> lines)
    {
        var isRoot = state.Type == Urn.StackType;
        var children = snapshot.Resources.Where(child => child.Parent == state.Urn
            || (isRoot && child.Parent is null && child.Urn != state.Urn)).ToArray();
        lines.Add((lead + state.Type, Urn.NameOf(state.Urn), below + (children.Length > 0 ? "│  " : "   "), state));
        for (var i = 0; i < children.Length; i++)
        {
            var last = i == children.Length - 1;
            Collect(children[i], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), lines);
        }
    }
}
