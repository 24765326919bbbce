using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Display;

/// <summary>The rich diff of <c>--diff</c>: every changed resource with its properties, indented under its
/// parents.</summary>
public sealed class DiffDisplay(DisplayOptions options, Ink ink, TextWriter output) : IRunDisplay
{
    private readonly Diagnostics _diagnostics = new(options.StackUrn);
    private readonly Dictionary<string, string?> _parents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private OutputsKnown? _outputs;
    private bool _rootShown;

    public void Begin() =>
        output.Write(ink.Heading(RunTitle.Text(options.Kind, options.Preview, options.Stack)) + "\n");

    public void Publish(EngineEvent happening)
    {
        switch (happening)
        {
            case StepStarted started:
                _parents[started.Step.Urn] = started.Step.State.Parent;
                if (options.Preview || started.Step.Op == StepOp.Same) break;
                Show(started.Step);
                break;
            case StepEnded ended when !options.Preview:
                ShowNewOutputs(ended.Step);
                break;
            case StepEnded ended:
                Show(ended.Step);
                break;
            case Message message:
                _diagnostics.Add(message);
                break;
            case OutputsKnown outputs when outputs.New.Urn == options.StackUrn:
                _outputs = outputs;
                break;
        }
    }

    public void End(RunResult result, double seconds)
    {
        if (!_rootShown && options.Kind != RunKind.Destroy)
            output.Write($"  {Urn.StackType}: (same)\n    [urn={options.StackUrn}]\n");
        var summary = new RunSummary(ink, output);
        if (_outputs is not null && RunSummary.HasOutputs(_outputs, options.Preview))
        {
            output.Write("    --outputs:--\n");
            summary.Outputs(_outputs, options.Preview);
        }
        _diagnostics.Write(output, ink);
        summary.Resources(result, options.Preview);
        if (options.Preview) return;
        output.Write("\n");
        summary.Duration(seconds);
    }

    private static bool Counts(Step step) => step.Op switch
    {
        StepOp.Same or StepOp.CreateReplacement or StepOp.DeleteReplaced or StepOp.RemovePendingReplace
            or StepOp.ReadDiscard => false,
        StepOp.Refresh => step.New is null || step.Details.Count > 0,
        _ => true,
    };

    private void Show(Step step)
    {
        if (Urn.IsDefaultProvider(step.Urn) || !Counts(step)) return;
        if (step.Urn == options.StackUrn) _rootShown = true;
        else EnsureRoot();
        if (!_shown.Add(step.Urn)) return;
        var indent = options.Kind == RunKind.Destroy ? 0 : 4 * Depth(step.State.Parent);
        var op = step.Op != StepOp.Refresh ? step.Op : step.New is null ? StepOp.Delete : StepOp.Update;
        var colour = StepWords.Colour(op);
        Line(indent, colour, $"{StepWords.Glyph(op)}{step.State.Type}: ({op.WireName()})");
        if (step.Old?.Id is { } id && op != StepOp.Create) Line(indent + 4, colour, $"[id={id}]");
        Line(indent + 4, colour, $"[urn={step.Urn}]");
        if (step.State.Provider is { } provider) Line(indent + 4, colour, $"[provider={provider}]");
        Properties(step, op, indent + 4);
    }

    private void Properties(Step step, StepOp op, int indent)
    {
        var text = new ValueText(ink, output);
        switch (op)
        {
            case StepOp.Create or StepOp.Import:
                text.Members(step.New!.Inputs, indent);
                break;
            case StepOp.Delete:
                text.Members(step.Old!.Inputs, indent);
                break;
            case StepOp.Update or StepOp.Replace:
                text.Differences(Comparison(step), indent, all: false, depthAll: false);
                break;
        }
    }

    /// <summary>Inputs against inputs; a refresh, and a change that only the outputs show, compare outputs.</summary>
    private static ValueDiff Comparison(Step step)
    {
        if (step.Op == StepOp.Refresh) return ValueDiff.Compare(step.Old!.Outputs, step.New!.Outputs);
        var inputs = ValueDiff.Compare(step.Old!.Inputs, step.New!.Inputs);
        var unexplained = step.DiffKeys.Except(inputs.ChangedNames).ToArray();
        if (unexplained.Length == 0) return inputs;
        // The reality drifted away from what both programs asked for.
        var (old, news) = (step.Old.Inputs, step.New.Inputs);
        foreach (var name in unexplained)
        {
            if (step.Old.Outputs.TryGetValue(name, out var value)) old = old.With(name, value);
            else old = old.Without(name);
        }
        return ValueDiff.Compare(old, news);
    }

    private void ShowNewOutputs(Step step)
    {
        if (step.Op is not (StepOp.Create or StepOp.Update or StepOp.CreateReplacement)
            || step.New is not { Custom: true } made
            || made.IsProvider) return;
        var old = step.Op == StepOp.Create ? step.New.Inputs : step.Old!.Outputs;
        var added = PropertyMap.From(
            made.Outputs.Where(entry => entry.Value is not (PropertyNull or PropertyString { Value: "" })
            && (!old.TryGetValue(entry.Key, out var before) || !before.Plain.Equals(entry.Value.Plain))));
        if (added.Count == 0) return;
        var indent = 4 * Depth(made.Parent) + 4;
        output.Write(new string(' ', indent) + "--outputs:--\n");
        new ValueText(ink, output).Members(added, indent);
    }

    private void EnsureRoot()
    {
        if (_rootShown || options.Kind == RunKind.Destroy) return;
        _rootShown = true;
        output.Write($"  {Urn.StackType}: (same)\n    [urn={options.StackUrn}]\n");
    }

    private int Depth(string? parent)
    {
        var depth = 0;
        while (parent is not null)
        {
            if (parent == options.StackUrn || _shown.Contains(parent)) depth++;
            parent = _parents.GetValueOrDefault(parent);
        }
        return depth;
    }

    private void Line(int indent, int? colour, string text) =>
        output.Write(new string(' ', indent) + ink.Paint(colour, text) + "\n");
}
