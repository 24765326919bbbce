using Postern.Archiver.Commands;

namespace Postern.Tests.Archiver.Commands;

/// <summary>Runs the command line in this process and keeps what it says.</summary>
internal static class CommandLine
{
    public static async Task<(int ExitCode, string Answer, string Notes)> RunAsync(
        IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var answer = new StringWriter { NewLine = "\n" };
        using var notes = new StringWriter { NewLine = "\n" };
        var output = new CommandOutput(answer, notes, isTerminal: false);
        var code = await new Entry(output, TimeProvider.System, environment).RunAsync(arguments);
        return (code, answer.ToString(), notes.ToString());
    }
}
