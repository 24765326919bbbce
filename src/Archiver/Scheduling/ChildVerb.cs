using System.Diagnostics;
using Postern.Archiver.Booting;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Scheduling;

/// <summary>
/// Runs a verb of this binary as a process of its own: what a backup needs of memory goes with it, and the agent
/// stays small for months.
/// </summary>
public sealed class ChildVerb(string program, Action<string> line)
{
    private const int SignalInterrupt = 2;

    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="cancellation">Ends the child by SIGINT, so that it can clean up.</param>
    /// <exception cref="ArchiverException">The child failed; code, message and hint are its own.</exception>
    public async Task RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment,
            CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var message = "";
        var hint = "";
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, received) => Take(received.Data);
        process.ErrorDataReceived += (_, received) => Take(received.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await using var stop = cancellation.Register(() => ProcessCalls.Signal(process.Id, SignalInterrupt));
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new ArchiverException(
                Enum.IsDefined((FailureCode)process.ExitCode) ? (FailureCode)process.ExitCode : FailureCode.Unexpected,
                message.Length > 0 ? message : $"'{arguments[0]}' ended with code {process.ExitCode}",
                hint.Length > 0 ? hint : "see the log above.");

        void Take(string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) return;
            const string mark = "archiver: ", hintMark = "HINT: ";
            if (text.StartsWith(mark, StringComparison.Ordinal)) message = text[mark.Length..];
            if (text.StartsWith(hintMark, StringComparison.Ordinal)) hint = text[hintMark.Length..];
            line(text);
        }
    }
}
