using System.Diagnostics;

namespace Postern.Tests.TestKit.Docker;

/// <summary>Runs a program to its end and keeps what it prints.</summary>
public static class CommandRunner
{
    /// <param name="program">A file, or a name on PATH.</param>
    /// <param name="arguments">One element per argument; nothing is quoted or split.</param>
    /// <param name="input">Text for the standard input, which is closed afterwards.</param>
    /// <param name="timeoutSeconds">The process is killed after that long, and a TimeoutException thrown.</param>
    public static async Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string? input = null, int timeoutSeconds = 300)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"'{program}' did not start");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(timeoutSeconds));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            if (input is not null) await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' took over {timeoutSeconds} s");
        }
    }
}
