using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Display;

namespace Postern.Embedded.Cli.Commands.Operations;

/// <summary>The flags that preview, up, refresh and destroy share, and what they mean to the engine.</summary>
public static class OperationFlags
{
    public static IReadOnlyList<FlagSpec> Common { get; } =
    [
        FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
        FlagSpec.Bool("diff", "Display operation as a rich diff showing the overall change"),
        FlagSpec.Bool("json", "Serialize the preview diffs, operations, and overall output as JSON", 'j'),
        FlagSpec.Bool("expect-no-changes", "Return an error if any changes are proposed by this operation"),
        FlagSpec.Number(
            "parallel", "Allow P resource operations to run in parallel at once (1 for no parallelism)", 'p'),
        FlagSpec.Bool("refresh", "Refresh the state of the stack's resources before this operation", 'r'),
        FlagSpec.Texts(
            "target", "Specify a single resource URN to operate on. Wildcards (*, **) are also supported", 't'),
        FlagSpec.Bool(
            "target-dependents", "Allow operating on dependent targets discovered but not specified in --target list"),
    ];

    public static IReadOnlyList<FlagSpec> Confirmation { get; } =
    [
        FlagSpec.Bool("yes", "Automatically approve and perform the operation after previewing it", 'y'),
        FlagSpec.Bool("skip-preview", "Do not calculate a preview before performing the operation", 'f'),
        FlagSpec.Bool("preview-only", "Only show a preview of the operation, but don't perform it"),
    ];

    public static RunOptions Options(ParsedArguments arguments, CliContext context, RunKind kind) => new()
    {
        Kind = kind,
        Parallel = Math.Max(1, arguments.Number("parallel") ?? 16),
        Refresh = arguments.Has("refresh") ? arguments.Bool("refresh") : context.Project.RefreshAlways,
        Targets = arguments.Texts("target"),
        TargetReplaces = arguments.Texts("target-replace").AddRange(arguments.Texts("replace")),
        TargetDependents = arguments.Bool("target-dependents"),
        ExcludeProtected = arguments.Bool("exclude-protected"),
        ClearPendingCreates = arguments.Bool("clear-pending-creates"),
    };

    /// <summary>How a run is shown: as JSON, as a diff, as a tree on a terminal, else line by line.
    /// <paramref name="config"/> are the settings as they may be shown.</summary>
    public static Func<DisplayOptions, IRunDisplay> Display(
        ParsedArguments arguments, CliContext context, IReadOnlyDictionary<string, string> config) =>
        options => arguments switch
    {
        _ when arguments.Bool("json") && options.Preview => new PreviewJson(options, config, context.Output),
        _ when arguments.Bool("json") =>
            new EventsJson(options, config, context.Output, context.Ink.Enabled, context.Time),
        _ when arguments.Bool("diff") => new DiffDisplay(options, context.Ink, context.Output, context.Error),
        _ when context.IsTerminal =>
            new TreeDisplay(
                options, context.Ink, context.Output, context.TerminalWidth, context.Time, context.TerminalHeight),
        _ => new ProgressDisplay(options, context.Ink, context.Output, context.Time),
    };
}
