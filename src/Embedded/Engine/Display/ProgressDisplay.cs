using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Display;

/// <summary>
/// One line per event, for logs and pipes: what the CLI prints when it is not on a terminal. With a clock, a dot per
/// second says that it is still at work while nothing else happens.
/// </summary>
public sealed class ProgressDisplay(DisplayOptions options, Ink ink, TextWriter output, TimeProvider? time = null)
    : IRunDisplay
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _printed = new(StringComparer.Ordinal);
    private readonly Diagnostics _diagnostics = new(options.StackUrn);
    private OutputsKnown? _outputs;
    private ITimer? _timer;
    private bool _isTicking;

    public void Begin()
    {
        output.Write(ink.Heading(RunTitle.Text(options.Kind, options.Preview, options.Stack)) + "\n\n");
        var second = TimeSpan.FromSeconds(1);
        _timer = time?.CreateTimer(_ => Tick(), null, second, second);
    }

    public void Publish(EngineEvent happening)
    {
        lock (_gate) Take(happening);
    }

    public void End(RunResult result, double seconds)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            EndTicks();
            CloseRows(seconds);
            _diagnostics.Write(output, ink);
            new RunSummary(ink, output).Write(result, _outputs, options.Preview, seconds);
        }
    }

    private void Take(EngineEvent happening)
    {
        switch (happening)
        {
            case StepStarted started when Shows(started.Step):
                var begun = Row(started.Step.Urn);
                begun.Step = started.Step;
                (begun.IsDone, begun.HasEnded, begun.HasFailed) = (false, false, false);
                if (started.Step.Op != StepOp.Same && !IsQuietRefresh(started.Step)) Print(begun);
                break;
            case StepEnded ended when Shows(ended.Step):
                End(Row(ended.Step.Urn), ended);
                break;
            case StepFailed failed:
                Row(failed.Step.Urn).HasFailed = true;
                Print(Row(failed.Step.Urn));
                break;
            case Message message:
                Tell(message);
                break;
            case Interrupted:
                EndTicks();
                output.Write(Interrupted.Text);
                break;
            case OutputsKnown outputs when outputs.New.Urn == options.StackUrn:
                _outputs = outputs;
                break;
        }
    }

    /// <summary>Providers that the engine made are its own business; so is a refresh before another operation, unless
    /// it finds something.</summary>
    private static bool Shows(Step step) => !Urn.IsDefaultProvider(step.Urn);

    private bool IsQuietRefresh(Step step) => step.Op == StepOp.Refresh && options.Kind != RunKind.Refresh;

    private void End(ResourceRow row, StepEnded ended)
    {
        row.Step = ended.Step;
        (row.IsDone, row.HasEnded) = (!row.EndsWithRun(options), true);
        row.ElapsedSeconds = ended.ElapsedSeconds;
        if (ended.Step.Op == StepOp.Same || (IsQuietRefresh(ended.Step) && row.Op == StepOp.Same)) return;
        // Components end with their last child, and the stack with the run, unless it is deleted.
        var isStack = row.Urn == options.StackUrn;
        if (ended.Step.State.Custom || isStack || ended.Step.Op is StepOp.Refresh) Print(row);
    }

    private void Tell(Message message)
    {
        if (message.Severity == LogSeverity.Debug) return;
        _diagnostics.Add(message);
        var row = Row(message.Urn ?? options.StackUrn);
        row.LastMessage = Diagnostics.Prefix(ink, message.Severity) + message.Text.Split('\n')[0];
        Print(row);
    }

    /// <summary>Rows whose step did not end, and the stack's, are done now: what they have to say they say once
    /// more.</summary>
    private void CloseRows(double seconds)
    {
        foreach (var row in _rows.Values.Where(row => row.Urn != options.StackUrn && !row.IsDone && !row.HasFailed))
        {
            if (_diagnostics.HasErrors(row.Urn)) Print(row, _diagnostics.Counts(row.Urn, ink));
        }
        if (!_rows.TryGetValue(options.StackUrn, out var root))
        {
            if (_diagnostics.HasErrors(options.StackUrn)) root = Row(options.StackUrn);
            else return;
        }
        var deleted = root.Op == StepOp.Delete ? root : null;
        if (deleted is not null)
        {
            // The stack as the place of messages is a row of its own beside the stack that goes.
            if (options.Preview) Print(deleted, again: true);
            root = new ResourceRow(options.StackUrn);
        }
        root.HasFailed |= !options.Preview && _diagnostics.HasErrors(options.StackUrn);
        (root.IsDone, root.ElapsedSeconds) = (true, seconds);
        Print(root, _diagnostics.Counts(options.StackUrn, ink), again: true);
    }

    private void Print(ResourceRow row, string? diagnostics = null, bool again = false)
    {
        EndTicks();
        var status = row.Status(options);
        if (row.Urn == options.StackUrn && row.Step is null && row.HasFailed) status = "**failed**";
        var isOpen = options.Preview ? diagnostics is null : !row.IsDone && !row.HasFailed;
        var colour = StepWords.Colour(row.Op);
        var glyph = ink.Paint(colour, StepWords.Glyph(row.Op), isOpen);
        var shown = row.HasFailed ? ink.Paint(Ink.Red, status) : ink.Paint(colour, status, isOpen);
        var line = $" {glyph} {row.Type} {row.Name} {shown} {row.Info(diagnostics ?? row.LastMessage, ink)}";
        if (!again && _printed.GetValueOrDefault(row.Urn) == line) return;
        _printed[row.Urn] = line;
        output.Write(line + "\n");
    }

    private ResourceRow Row(string urn)
    {
        if (!_rows.TryGetValue(urn, out var row)) _rows[urn] = row = new ResourceRow(urn);
        return row;
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_timer is null) return;
            if (!_isTicking) output.Write($"@ {RunTitle.Working(options.Kind, options.Preview)}...");
            output.Write(".");
            _isTicking = true;
        }
    }

    private void EndTicks()
    {
        if (_isTicking) output.Write("\n");
        _isTicking = false;
    }
}
