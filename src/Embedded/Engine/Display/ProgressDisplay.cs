using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Display;

/// <summary>One line per event, for logs and pipes: what the CLI prints when it is not on a terminal.</summary>
public sealed class ProgressDisplay(DisplayOptions options, Ink ink, TextWriter output) : IRunDisplay
{
    private readonly Dictionary<string, ResourceRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _printed = new(StringComparer.Ordinal);
    private readonly Diagnostics _diagnostics = new(options.StackUrn);
    private OutputsKnown? _outputs;

    public void Begin() =>
        output.Write(ink.Heading(RunTitle.Text(options.Kind, options.Preview, options.Stack)) + "\n\n");

    public void Publish(EngineEvent happening)
    {
        switch (happening)
        {
            case StepStarted started when Shows(started.Step):
                var begun = Row(started.Step.Urn);
                begun.Step = started.Step;
                (begun.IsDone, begun.HasFailed) = (false, false);
                if (started.Step.Op != StepOp.Same && !IsQuietRefresh(started.Step)) Print(begun);
                break;
            case StepEnded ended when Shows(ended.Step):
                var row = Row(ended.Step.Urn);
                row.Step = ended.Step;
                (row.IsDone, row.ElapsedSeconds) = (!row.EndsWithRun(options), ended.ElapsedSeconds);
                if (ended.Step.Op == StepOp.Same || (IsQuietRefresh(ended.Step) && row.Op == StepOp.Same)) break;
                // Components end with their last child, and the stack with the run.
                if (ended.Step.State.Custom || ended.Step.Op is StepOp.Refresh or StepOp.Delete) Print(row);
                break;
            case StepFailed failed:
                Row(failed.Step.Urn).HasFailed = true;
                Print(Row(failed.Step.Urn));
                break;
            case Message message:
                Tell(message);
                break;
            case OutputsKnown outputs when outputs.New.Urn == options.StackUrn:
                _outputs = outputs;
                break;
        }
    }

    public void End(RunResult result, double seconds)
    {
        foreach (var urn in _diagnostics.Failed.ToArray()) Close(urn);
        CloseRoot(seconds);
        _diagnostics.Write(output, ink);
        new RunSummary(ink, output).Write(result, _outputs, options.Preview, seconds);
    }

    /// <summary>Providers that the engine made are its own business; so is a refresh before another operation, unless
    /// it finds something.</summary>
    private static bool Shows(Step step) => !Urn.IsDefaultProvider(step.Urn);

    private bool IsQuietRefresh(Step step) => step.Op == StepOp.Refresh && options.Kind != RunKind.Refresh;

    private void Tell(Message message)
    {
        if (message.Severity == LogSeverity.Debug) return;
        _diagnostics.Add(message);
        var row = Row(message.Urn ?? options.StackUrn);
        row.LastMessage = Diagnostics.Prefix(ink, message.Severity) + message.Text.Split('\n')[0];
        Print(row);
    }

    private void CloseRoot(double seconds)
    {
        if (_diagnostics.HasErrors(options.StackUrn) || !_rows.TryGetValue(options.StackUrn, out var root)) return;
        if (root.Op == StepOp.Delete) return;
        (root.IsDone, root.ElapsedSeconds) = (true, seconds);
        Print(root, _diagnostics.Counts(options.StackUrn), again: true);
    }

    private void Close(string urn)
    {
        var row = Row(urn);
        row.LastMessage = "";
        if (urn == options.StackUrn) row.HasFailed = !options.Preview;
        Print(row, _diagnostics.Counts(urn));
    }

    private void Print(ResourceRow row, string diagnostics = "", bool again = false)
    {
        var status = row.Status(options.Preview);
        if (row.Urn == options.StackUrn && row.Step is null && status.Length == 0 && row.HasFailed)
            status = "**failed**";
        var colour = StepWords.Colour(row.Op);
        var glyph = ink.Paint(colour, StepWords.Glyph(row.Op));
        var line = $" {glyph} {row.Type} {row.Name} {ink.Paint(colour, status)} {row.Info(diagnostics)}";
        if (!again && _printed.GetValueOrDefault(row.Urn) == line) return;
        _printed[row.Urn] = line;
        output.Write(line + "\n");
    }

    private ResourceRow Row(string urn)
    {
        if (!_rows.TryGetValue(urn, out var row)) _rows[urn] = row = new ResourceRow(urn);
        return row;
    }
}
