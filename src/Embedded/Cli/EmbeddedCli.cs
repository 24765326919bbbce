using System.Runtime.InteropServices;
using System.Text;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Commands;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Deploy.Planning;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli;

/// <summary>The entry of the embedded CLI: streams, signals, exit codes.</summary>
public static class EmbeddedCli
{
    private const int CancelledExitCode = 8;

    /// <summary>The process: console streams and Ctrl-C around <see cref="RunAsync"/>.</summary>
    public static async Task<int> MainAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var cancel = new CancellationTokenSource();
#pragma warning disable RS0030 // the one place that hands the console to the commands
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), encoding) { AutoFlush = true };
        await using var error = new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true };
        var (isInputTerminal, isOutputTerminal) = (!Console.IsInputRedirected, !Console.IsOutputRedirected);
        var width = isOutputTerminal ? Console.WindowWidth : 80;
        var height = isOutputTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : int.MaxValue;
        var input = Console.In;
#pragma warning restore RS0030
        void OnSignal(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (stop.IsCancellationRequested)
            {
                cancel.Cancel();
                return;
            }
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        var environment = CliEnvironment.Read();
        return await RunAsync(arguments, (flags, folder) =>
        {
            var plain = flags.Bool("non-interactive");
            var colour = flags.Text("color") switch
            {
                "always" => true,
                "never" or "raw" => false,
                _ => isOutputTerminal && !environment.NoColor,
            };
            CliContext? context = null;
            return context = new CliContext(environment, folder)
            {
                Flags = flags,
                Output = output,
                Error = error,
                Input = input,
                Ink = new Ink(colour),
                IsInteractive = isInputTerminal && isOutputTerminal && !plain,
                IsTerminal = isOutputTerminal && !plain,
                TerminalWidth = width,
                TerminalHeight = height,
                NextKey = isInputTerminal && isOutputTerminal ? NextKey : null,
                CreateProvider = new KnownProviders(
                    environment, () => context!.Project.ProgramFolder, TimeProvider.System).Create,
                Stop = stop.Token,
                Cancellation = cancel.Token,
            };
        }, output, error);
    }

    private static ConsoleKeyInfo? NextKey()
    {
#pragma warning disable RS0030 // the one place that hands the console to the commands
        return Console.KeyAvailable ? Console.ReadKey(intercept: true) : null;
#pragma warning restore RS0030
    }

    /// <summary>Runs one command line; every failure becomes "error: ..." and an exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Func<ParsedArguments, string, CliContext> createContext, TextWriter output,
        TextWriter error)
    {
        try
        {
            return await DispatchAsync(arguments, createContext, output);
        }
        catch (OperationCanceledException)
        {
            error.Write("error: update cancelled\n");
            return CancelledExitCode;
        }
        catch (Exception failure) when (ExitCodeOf(failure) is { } exitCode)
        {
            error.Write($"error: {failure.Message}\n");
            return exitCode;
        }
    }

    private static async Task<int> DispatchAsync(
        IReadOnlyList<string> arguments, Func<ParsedArguments, string, CliContext> createContext, TextWriter output)
    {
        var (words, flags) = Split(arguments);
        if (words.Count == 0 || (words.Count == 1 && words[0] == "help"))
        {
            output.Write(HelpText.Overview());
            return 0;
        }
        if (CommandTable.Find(words) is not { } found)
            throw new UsageFailure($"unknown command \"{words[0]}\" for \"pulumi\"");
        var spec = found.Command.Spec;
        var rest = words.Skip(found.Words).Concat(flags).ToArray();
        var parsed = ParsedArguments.Parse(rest, [.. spec.Flags, .. CommandSpec.Global]);
        if (parsed.Bool("help"))
        {
            output.Write(HelpText.Of(spec));
            return 0;
        }
        if (parsed.Rest.Count > spec.MaxArguments)
            throw new UsageFailure($"unknown command \"{parsed.Rest[0]}\" for \"pulumi {spec.Path}\"");
        return await found.Command.RunAsync(
            parsed, createContext(parsed, parsed.Text("cwd") ?? Directory.GetCurrentDirectory()));
    }

    /// <summary>The words at the front name the command; global flags may stand before them.</summary>
    private static (IReadOnlyList<string> Words, IReadOnlyList<string> Flags) Split(IReadOnlyList<string> arguments)
    {
        var leading = new List<string>();
        var i = 0;
        while (i < arguments.Count && arguments[i].StartsWith('-') && arguments[i] != "--")
        {
            var takesValue = arguments[i] is "-C" or "--cwd" or "--color";
            leading.Add(arguments[i++]);
            if (takesValue && i < arguments.Count) leading.Add(arguments[i++]);
        }
        var words = arguments.Skip(i).TakeWhile(word => !word.StartsWith('-')).ToArray();
        return (words, [.. arguments.Skip(i + words.Length), .. leading]);
    }

    private static int? ExitCodeOf(Exception failure) => failure switch
    {
        UsageFailure usage => usage.ExitCode,
        ProjectFailure project => project.ExitCode,
        StateFailure state => state.ExitCode,
        SecretFailure or PlanFailure or IOException or UnauthorizedAccessException or FormatException => 1,
        _ => null,
    };
}
