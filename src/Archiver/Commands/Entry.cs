using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Postern.Archiver.Booting;
using Postern.Archiver.Commands.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Commands;

/// <summary>
/// The top of the command line: takes the flags that every verb has, finds the verb, and turns what comes out of it
/// into an exit code, one line and one hint. SIGINT and SIGTERM end the work and give code 3.
/// </summary>
public sealed class Entry(CommandOutput output, TimeProvider time, IReadOnlyDictionary<string, string> environment)
{
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var ended = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            RootEntry.Enter(arguments, new ContainerPaths());
            var host = new CommandHost(output, time, SettingFlags.Take(arguments), environment);
            return await (HotVerbs.TryRun(host, ended.Token) ?? RunTreeAsync(host, ended.Token));
        }
        catch (Exception error) when (Classify(error, ended.IsCancellationRequested) is { } failure)
        {
            return Report(failure, isFetch: arguments.Contains(WalFetchCommand.Name));
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.Cancel();
        }
    }

    private Task<int> RunTreeAsync(CommandHost host, CancellationToken cancellation)
    {
        var arguments = host.Flags.Rest;
        var parsed = CommandTree.Build(host).Parse(
            arguments.Count == 0 ? ["--help"] : arguments,
            new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed is { Errors.Count: > 0, Action: ParseErrorAction })
            throw new ArchiverException(FailureCode.Usage, Lower(Problem(parsed)), $"see `{Path(parsed)} --help`.");
        return parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output.Answer, Error = output.Notes,
                EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            },
            cancellation);
    }

    /// <summary>What an exception means to a user.</summary>
    public static ArchiverException Classify(Exception error, bool isInterrupted) => error switch
    {
        OperationCanceledException when isInterrupted => new ArchiverException(
            FailureCode.Interrupted, "interrupted by a signal",
            "run the same command again: it completes what is missing.",
            error),
        ArchiverException failure => failure,
        OperationCanceledException or TimeoutException => new ArchiverException(
            FailureCode.Deadline, "the deadline passed", "look whether the storage answers, and try again.", error),
        UnauthorizedAccessException denied => new ArchiverException(
            FailureCode.PermissionDenied, Lower(denied.Message), "run as the owner of the data directory.", error),
        // Linux: ENOSPC and EDQUOT.
        IOException { HResult: 28 or 122 } full => new ArchiverException(
            FailureCode.DiskFull, Lower(full.Message), "make room on that disk; never delete anything in pg_wal.",
            error),
        _ => new ArchiverException(
            FailureCode.Unexpected, Lower(error.Message),
            "set WALG_LOG_LEVEL=DEVEL to see the cause, and report it with that.", error),
    };

    private int Report(ArchiverException failure, bool isFetch)
    {
        // A standby asks for what is not there yet every few seconds: that is no news.
        if (failure.Code != FailureCode.WalAbsent || output.IsTerminal)
            Tell(failure, output, environment.GetValueOrDefault("WALG_LOG_LEVEL") == "DEVEL");
        return isFetch
            ? WalFetchExit.CodeOf(failure.Code, WalFetchExit.SignalOf(environment, Environment.CurrentDirectory))
            : (int)failure.Code;
    }

    /// <summary>The exit code must arrive even where the words cannot be written, as on a full disk.</summary>
    private static void Tell(ArchiverException failure, CommandOutput output, bool withCauses)
    {
        try
        {
            output.Fail(failure, withCauses);
        }
        catch (IOException)
        {
            // There is nowhere left to say it.
        }
    }

    private static string Lower(string text)
    {
        var line = text.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return line.Length > 1 && char.IsUpper(line[0]) && char.IsLower(line[1])
            ? char.ToLowerInvariant(line[0]) + line[1..]
            : line;
    }

    private static string Problem(ParseResult parsed) => parsed.UnmatchedTokens is [var first, ..]
        ? $"unknown command or argument '{first}'"
        : parsed.Errors[0].Message.Replace("\t", " ", StringComparison.Ordinal);

    private static string Path(ParseResult parsed)
    {
        var path = "";
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
            path = (result.Command is RootCommand ? "archiver" : result.Command.Name) + " " + path;
        return path.Trim();
    }
}
