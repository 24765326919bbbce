namespace Postern.Tests.TestKit.Docker;

/// <summary>What a finished process left: its exit code and both streams.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for messages.</summary>
    public string Text => Output + Error;

    /// <exception cref="InvalidOperationException">The exit code is not 0; the text has both streams.</exception>
    public CommandResult Succeeded(string what) => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{what} exited with {ExitCode}:\n{Text}");
}
