using System.Text.Json;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack import</c>: takes an exported deployment as the stack's state, after the invariants were
/// checked.</summary>
public sealed class StackImportCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack import", "", "Import a deployment from standard in into an existing stack",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Text("file", "A filename to read stack input from"),
            FlagSpec.Bool("force", "Force the import to occur, even if apparent errors are discovered beforehand", 'f'),
        ]);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        var text = arguments.Text("file") is { } file ? System.IO.File.ReadAllText(file) : context.Input.ReadToEnd();
        using var json = Parse(text);
        var root = json.RootElement;
        if (!root.TryGetProperty("version", out _))
            throw new StateFailure("the import has no version; is it the output of `stack export`?");
        if (!root.TryGetProperty("deployment", out var deployment))
            throw new StateFailure("the import has no deployment");
        var snapshot = new SnapshotReader(context.Keys.Open).Read(root, deployment);
        foreach (var operation in snapshot.PendingOperations)
            context.Error.Write(
                $"warning: removing pending operation '{operation.Type}' on '{operation.Resource.Urn}' from " +
                $"snapshot\n");
        snapshot = snapshot with { PendingOperations = [] };
        Check(context, session.Name, snapshot, arguments.Bool("force"));
        using var held = session.Lock();
        session.Write(snapshot, arguments.Bool("force"));
        context.Say("Import complete.");
        return Task.FromResult(0);
    }

    private static void Check(CliContext context, StackName name, Snapshot snapshot, bool force)
    {
        var problems = SnapshotInvariants.Violations(snapshot).ToList();
        problems.AddRange(snapshot.Resources.Where(resource => Urn.StackOf(resource.Urn) != name.Stack)
            .Select(resource =>
                $"resource '{resource.Urn}' is from a different stack ({Urn.StackOf(resource.Urn)} != {name.Stack})"));
        foreach (var problem in problems) context.Error.Write($"{(force ? "warning" : "error")}: {problem}\n");
        if (problems.Count > 0 && !force)
            throw new StateFailure("importing this file could be dangerous; rerun with --force to proceed anyway");
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException failure)
        {
            throw new StateFailure($"could not read the import: {failure.Message}");
        }
    }
}
