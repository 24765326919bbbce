namespace Postern.Embedded.Cli.Arguments;

/// <summary>A command cannot go on; the message follows "error: ".</summary>
public sealed class UsageFailure(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
