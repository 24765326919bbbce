using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack output</c>: all outputs, or one.</summary>
public sealed class StackOutputCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack output", "[property-name]", "Show a stack's output properties",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Bool("json", "Emit output as JSON", 'j'),
            FlagSpec.Bool("shell", "Emit output as a shell script"),
            FlagSpec.Bool("show-secrets", "Display outputs which are marked as secret in plaintext"),
        ], 1);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        var one = arguments.First;
        var reveal = arguments.Bool("show-secrets");
        var outputs = Read(session, reveal);
        if (one is not null)
        {
            var value = outputs.GetValueOrDefault(one)
                ?? throw new UsageFailure($"current stack does not have output property '{one}'");
            context.Say(arguments.Bool("json") ? Json(value, reveal, 2) : StackText.OutputText(value, reveal));
        }
        else if (arguments.Bool("shell"))
        {
            foreach (var (name, value) in outputs)
                context.Say($"{name}={ShellText.Quote(StackText.OutputText(value, reveal))}");
        }
        else if (arguments.Bool("json")) context.Say(Json(outputs, reveal, 2));
        else StackText.Outputs(context.Output, outputs, reveal);
        return Task.FromResult(0);
    }

    private static PropertyMap Read(StackSession session, bool reveal)
    {
        try
        {
            return session.ReadSnapshot(reveal).Stack?.Outputs ?? PropertyMap.Empty;
        }
        catch (SecretFailure failure) when (failure.Message == "incorrect passphrase")
        {
            throw new SecretFailure(
                "failed to decrypt: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE to the correct " +
                    "passphrase or set " +
                "PULUMI_CONFIG_PASSPHRASE_FILE to a file containing the passphrase");
        }
    }

    private static string Json(PropertyValue value, bool reveal, int indent) =>
        (reveal ? PropertyJsonWriter.Plain : PropertyJsonWriter.Masked).Text(value, indent);
}
