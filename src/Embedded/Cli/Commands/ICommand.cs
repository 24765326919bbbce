using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;

namespace Postern.Embedded.Cli.Commands;

/// <summary>One verb.</summary>
public interface ICommand
{
    CommandSpec Spec { get; }

    /// <summary>Answers the exit code; failures arrive as exceptions.</summary>
    Task<int> RunAsync(ParsedArguments arguments, CliContext context);
}

/// <summary>How a verb is called and what help says of it.</summary>
/// <param name="Path">The words, such as "stack ls".</param>
/// <param name="Usage">What follows the words, such as "[key] [value]".</param>
/// <param name="MaxArguments">More than so many others are refused.</param>
public sealed record CommandSpec(
    string Path, string Usage, string Summary, IReadOnlyList<FlagSpec> Flags, int MaxArguments = 0,
    params string[] Aliases)
{
    public static IReadOnlyList<FlagSpec> Global { get; } =
    [
        FlagSpec.Text("color", "Colorize output. Choices are: always, never, raw, auto"),
        FlagSpec.Text("cwd", "Run pulumi as if it had been started in another directory", 'C'),
        FlagSpec.Bool("help", "Help for this command", 'h'),
        FlagSpec.Bool("non-interactive", "Disable interactive mode for all commands"),
    ];
}
