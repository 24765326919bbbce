using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Postern.Tests.TestKit.Docker;

/// <summary>Runs a program and sends it SIGINT, as a terminal's Ctrl-C does, when it has printed a certain
/// line.</summary>
public static class InterruptedCommand
{
    /// <param name="program">A file, or a name on PATH; it, or what it becomes by exec, gets the signal.</param>
    /// <param name="arguments">One element per argument.</param>
    /// <param name="moment">Whether the interrupt comes after this line; asked until it says so.</param>
    /// <param name="times">How often, directly after each other.</param>
    public static async Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, Func<string, bool> moment, int times)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"'{program}' did not start");
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            var output = new StringBuilder();
            var isDue = true;
            while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                output.AppendLine(line);
                if (!isDue || !moment(line)) continue;
                isDue = false;
                var id = process.Id.ToString(CultureInfo.InvariantCulture);
                // Two signals at once would be one.
                var kills = string.Join("; sleep 0.05; ", Enumerable.Repeat($"kill -INT {id}", times));
                (await CommandRunner.RunAsync("sh", ["-c", kills])).Succeeded("kill");
            }
            await process.WaitForExitAsync(timeout.Token);
            return new CommandResult(process.ExitCode, output.ToString(), await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end");
        }
    }
}
