using System.Text.Json;
using Postern.Durability;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack export</c>: the deployment as JSON; secrets stay encrypted unless asked for.</summary>
public sealed class StackExportCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack export", "", "Export a stack's deployment to standard out",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Text("file", "A filename to write stack output to"),
            FlagSpec.Bool("show-secrets", "Emit secrets in plaintext in exported stack. Defaults to `false`"),
        ]);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        using var checkpoint = context.Store.ReadCheckpoint(session.Name)!;
        var text = Text(checkpoint.RootElement, arguments.Bool("show-secrets") ? context.Keys.Open : null) + "\n";
        if (arguments.Text("file") is { } file)
            DurableFile.WriteText(file, text, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        else context.Output.Write(text);
        return Task.FromResult(0);
    }

    /// <summary>The export of a checkpoint: its own JSON in another envelope, so that nothing is lost.</summary>
    public static string Text(JsonElement root, Func<string, Engine.Secrets.SecretCrypter>? open)
    {
        var version = root.TryGetProperty("version", out var number) ? Math.Max(3, number.GetInt32()) : 3;
        var json = new JsonText(4).BeginObject().Name("version").Number((long)version);
        if (version == 4 && root.TryGetProperty("features", out var features))
            json.Strings("features", features.EnumerateArray().Select(feature => feature.GetString()!));
        json.Name("deployment");
        if (root.TryGetProperty("checkpoint", out var checkpoint) && checkpoint.TryGetProperty("latest", out var latest)
            && latest.ValueKind == JsonValueKind.Object)
        {
            var salt = latest.TryGetProperty("secrets_providers", out var provider)
                && provider.TryGetProperty("state", out var state)
                && state.TryGetProperty("salt", out var text) ? text.GetString() : null;
            new JsonCopy(open is null || salt is null ? null : open(salt)).Write(json, latest);
        }
        else json.BeginObject().EndObject();
        return json.EndObject().ToString();
    }
}
