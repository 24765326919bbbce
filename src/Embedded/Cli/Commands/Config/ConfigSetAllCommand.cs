using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Projects;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary><c>config set-all</c>: several settings in one write.</summary>
public sealed class ConfigSetAllCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "config set-all", "--plaintext key1=value1 --secret key2=value2", "Set multiple configuration values",
        [
            ConfigKeys.StackFlag,
            FlagSpec.Bool("path", "Parse the keys as paths in a map or list rather than raw strings"),
            FlagSpec.Texts("plaintext", "Marks a value as plaintext (unencrypted)"),
            FlagSpec.Texts("secret", "Marks a value as secret to be encrypted"),
        ]);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"), mayBeNew: true);
        var pairs = arguments.Values("plaintext").Select(pair => (Pair: pair, IsSecret: false))
            .Concat(arguments.Values("secret").Select(pair => (Pair: pair, IsSecret: true))).ToArray();
        if (pairs.Any(entry => entry.IsSecret)) session.EnsureSalt();
        var file = pairs.Aggregate(session.File, (file, entry) =>
            With(context, session, file, entry.Pair, entry.IsSecret, arguments.Bool("path")));
        session.WriteFile(file);
        return Task.FromResult(0);
    }

    private static StackFile With(
        CliContext context, StackSession session, StackFile file, string pair, bool isSecret, bool isPath)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) throw new UsageFailure("config value must be in the form [key]=[value]");
        var (key, below) = ConfigKeys.Parse(context, pair[..equals], isPath);
        var text = pair[(equals + 1)..];
        ConfigNode value = isSecret
            ? new ConfigSecret(session.EnsureSalt().Encrypt(text))
            : ConfigEdits.Typed(text, below.Parts.Length > 0, null);
        var top = ConfigEdits.Set(ConfigKeys.Find(context, file, key), below.Parts.AsSpan(), value);
        return file.With(ConfigKeys.InFile(context, file, key), top);
    }
}
