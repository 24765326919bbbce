using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Display;

namespace Postern.Embedded.Cli.Commands.Operations;

/// <summary>Preview, question, run: the course of up, refresh and destroy.</summary>
public sealed class Operation(ParsedArguments arguments, CliContext context, RunKind kind)
{
    /// <summary>The exit code when changes came that were not expected.</summary>
    public const int UnexpectedChanges = 7;

    private const int NotConfirmed = 2;
    private const int CancelledExitCode = 8;

    private VerdictDisplay? _verdicts;

    /// <summary>Called with the result of the last run when it succeeded.</summary>
    public Action<RunResult>? Succeeded { get; init; }

    public async Task<int> RunAsync(StackSession session)
    {
        var previewOnly = arguments.Bool("preview-only");
        var (yes, skip) = (arguments.Bool("yes"), arguments.Bool("skip-preview"));
        if (!yes && !skip && !previewOnly && !context.IsInteractive)
        {
            throw new UsageFailure(
                "--yes or --skip-preview or --preview-only must be passed in to proceed when running in " +
                    "non-interactive mode", NotConfirmed);
        }
        var run = StackRun.Prepare(session);
        var options = OperationFlags.Options(arguments, context, kind);
        var display = OperationFlags.Display(arguments, context, run.MaskedConfig());
        if (previewOnly) return await PreviewAsync(session, run, options);
        using var held = session.Lock();
        if (!skip)
        {
            EventRecorder? shown = null;
            var verdicts = WithVerdicts(run, display);
            var preview = await run.RunAsync(
                options with { Preview = true }, about => shown = new EventRecorder(about, verdicts(about)));
            if (!preview.Succeeded) return ExitCode(preview);
            if (IsRefused()) return 1;
            if (!yes && !await IsConfirmedAsync(shown!)) return 1;
        }
        var result = await run.RunAsync(options, display);
        if (result.Succeeded) Succeeded?.Invoke(result);
        return Judge(result);
    }

    /// <summary>A preview, as JSON when asked for.</summary>
    public async Task<int> PreviewAsync(StackSession session, StackRun run, RunOptions options)
    {
        var display = WithVerdicts(run, OperationFlags.Display(arguments, context, run.MaskedConfig()));
        return Judge(await run.RunAsync(options with { Preview = true }, display));
    }

    private Func<DisplayOptions, IRunDisplay> WithVerdicts(StackRun run, Func<DisplayOptions, IRunDisplay> display)
    {
        if (context.Environment.Verdicts == VerdictMode.None || kind == RunKind.Refresh) return display;
        // A JSON document stays one: the gate holds, and its words are left out.
        var words = arguments.Bool("json") ? TextWriter.Null : context.Output;
        return shown => _verdicts = new VerdictDisplay(shown, display(shown), run.MaskedConfig(), words);
    }

    private bool IsRefused()
    {
        if (context.Environment.Verdicts != VerdictMode.Refuse || _verdicts is not { Refused.Count: > 0 }) return false;
        context.Error.Write("error: the preview means data loss, and nothing was done\n");
        return true;
    }

    private int Judge(RunResult result)
    {
        if (!result.Succeeded) return ExitCode(result);
        if (!arguments.Bool("expect-no-changes") || !result.HasChanges) return 0;
        context.Error.Write(
            "error: no changes were expected for " + (kind == RunKind.Update ? "preview" : "operation") +
            " but changes were proposed\n");
        return UnexpectedChanges;
    }

    private int ExitCode(RunResult result)
    {
        if (result.Succeeded) return 0;
        if (!context.Cancellation.IsCancellationRequested) return 1;
        context.Error.Write("error: update cancelled\n");
        return CancelledExitCode;
    }

    private async Task<bool> IsConfirmedAsync(EventRecorder preview)
    {
        var verb = kind switch { RunKind.Update => "update", RunKind.Refresh => "refresh", _ => "destroy" };
        var menu = new Menu(context, $"Do you want to perform this {verb}?", ["yes", "no", "details"], preset: 1);
        for (var answer = await menu.AskAsync(); answer != "no"; answer = await menu.AskAsync())
        {
            if (answer == "yes") return true;
            preview.Replay(about => new DiffDisplay(about, context.Ink, context.Output, context.Error));
            context.Say("");
        }
        context.Output.Write("confirmation declined, not proceeding with the " + verb + "\n");
        return false;
    }
}
