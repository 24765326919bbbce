using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Projects;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary><c>config set</c>: one setting; the value comes from the arguments, or from standard input when it is left
/// out.</summary>
public sealed class ConfigSetCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "config set", "<key> [value]", "Set configuration value",
        [
            ConfigKeys.StackFlag, ConfigKeys.PathFlag,
            FlagSpec.Bool("secret", "Encrypt the value instead of storing it in plaintext"),
            FlagSpec.Bool("plaintext", "Save the value as plaintext (unencrypted)"),
            FlagSpec.Text("type", "Save the value as the given type. Allowed values are string, bool, int, and float"),
        ], 2);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var name = arguments.First ?? throw new UsageFailure("accepts between 1 and 2 arg(s), received 0");
        var session = StackSession.Open(context, arguments.Text("stack"), mayBeNew: true);
        var (key, below) = ConfigKeys.Parse(context, name, arguments.Bool("path"));
        var text = arguments.Rest.Count > 1 ? arguments.Rest[1] : FromInput(context);
        ConfigNode value;
        if (arguments.Bool("secret"))
        {
            var crypter = session.EnsureSalt();
            value = new ConfigSecret(crypter.Encrypt(text));
        }
        else value = ConfigEdits.Typed(text, below.Parts.Length > 0, arguments.Text("type"));
        var inFile = ConfigKeys.InFile(context, session.File, key);
        var top = ConfigEdits.Set(ConfigKeys.Find(context, session.File, key), below.Parts.AsSpan(), value);
        session.WriteFile(session.File.With(inFile, top));
        return Task.FromResult(0);
    }

    private static string FromInput(CliContext context)
    {
        var text = context.Input.ReadToEnd();
        return text.EndsWith('\n') ? text[..^1] : text;
    }
}
