using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Display;

/// <summary>
/// The rich diff of <c>--diff</c>: every changed resource with its properties, indented under its parents. Passing
/// messages of providers go to <paramref name="messages"/>, so that the diff stays whole.
/// </summary>
public sealed class DiffDisplay(DisplayOptions options, Ink ink, TextWriter output, TextWriter messages) : IRunDisplay
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
                if (!options.Preview && started.Step.Op is not (StepOp.Same or StepOp.Refresh)) Show(started.Step);
                break;
            case StepEnded ended when !options.Preview && ended.Step.Op != StepOp.Refresh:
                ShowOutputs(ended.Step);
                break;
            case StepEnded ended:
                Show(ended.Step);
                break;
            case Message { Ephemeral: true } message:
                messages.Write(message.Text.TrimEnd('\n') + "\n");
                break;
            case Message message:
                _diagnostics.Add(message);
                break;
            case Interrupted:
                messages.Write(Interrupted.Text);
                break;
            case OutputsKnown outputs when outputs.New.Urn == options.StackUrn:
                _outputs = outputs;
                break;
        }
    }

    public void End(RunResult result, double seconds)
    {
        if (!_rootShown && options.Kind != RunKind.Destroy) ShowSameRoot();
        var summary = new RunSummary(ink, output);
        if (_outputs is not null && RunSummary.HasOutputs(_outputs, options.Preview))
        {
            var isNew = _outputs.Old is null or { Outputs.Count: 0 };
            output.Write(ink.Paint(isNew ? Ink.Green : null, "    --outputs:--") + "\n");
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
        if (!_shown.Add(step.Op == StepOp.Refresh ? $"refresh {step.Urn}" : step.Urn)) return;
        var indent = Indent(step);
        var op = step.Op != StepOp.Refresh ? step.Op : step.New is null ? StepOp.Delete : StepOp.Update;
        var colour = StepWords.Colour(op);
        // What comes or goes as a whole has one colour; of what changes only the changes are coloured.
        var body = op is StepOp.Create or StepOp.Delete or StepOp.Import ? colour : null;
        Line(indent, colour, $"{StepWords.Glyph(op)}{step.State.Type}: ({op.WireName()})");
        if (step.Old?.Id is { } id && op != StepOp.Create) Line(indent + 4, body, $"[id={id}]");
        Line(indent + 4, body, $"[urn={step.Urn}]");
        if (step.State.Provider is { } provider) Line(indent + 4, body, $"[provider={provider}]");
        Properties(step, op, indent + 4, body);
        if (op == StepOp.Delete && step.Urn == options.StackUrn) ShowGone(step.Old!.Outputs, indent + 4);
    }

    private void Properties(Step step, StepOp op, int indent, int? colour)
    {
        var text = new ValueText(ink, output);
        switch (op)
        {
            case StepOp.Create or StepOp.Import:
                text.Members(step.New!.Inputs, indent, colour: colour);
                break;
            case StepOp.Delete:
                text.Members(step.Old!.Inputs, indent, colour: colour);
                break;
            case StepOp.Update or StepOp.Replace when step.IsDetailed || step.Op == StepOp.Refresh:
                var news = step.Op == StepOp.Refresh ? step.New!.Outputs : step.New!.Inputs;
                text.Differences(DetailedDiff.Of(step.Details, step.Old!.Outputs, news), indent, false, false);
                break;
            case StepOp.Replace when step.New!.Outputs.Count > 0:
                text.Differences(ValueDiff.Compare(step.Old!.Outputs, step.New.Outputs), indent, true, true);
                break;
            case StepOp.Update or StepOp.Replace:
                text.Differences(ValueDiff.Compare(step.Old!.Inputs, step.New!.Inputs), indent, false, false);
                break;
        }
    }

    /// <summary>What a step has made of the outputs; a creation says what its inputs did not.</summary>
    private void ShowOutputs(Step step)
    {
        if (!_shown.Contains(step.Urn) || !step.State.Custom || Urn.IsProviderType(step.State.Type)) return;
        var indent = Indent(step) + 4;
        switch (step.Op)
        {
            case StepOp.Delete:
                ShowGone(step.Old!.Outputs, indent);
                break;
            case StepOp.Create:
                var added = PropertyMap.From(step.New!.Outputs.Where(entry => IsNews(entry.Key, entry.Value, step)));
                if (added.Keys.All(ValueText.IsHidden)) break;
                output.Write(new string(' ', indent) + ink.Paint(Ink.Green, "--outputs:--") + "\n");
                new ValueText(ink, output).Members(added, indent, colour: Ink.Green);
                break;
            case StepOp.Update or StepOp.Replace:
                // What is as it was asked for stands above.
                var diff = ValueDiff.Compare(step.Old!.Outputs, step.New!.Outputs);
                diff = diff with { Members = [.. diff.Members.Select(member => IsAsked(member, step.New.Inputs)
                    ? member with { Kind = ValueDiffKind.Same } : member)] };
                if (diff.Members.All(member => !member.HasChanges)) break;
                output.Write(new string(' ', indent) + "--outputs:--\n");
                new ValueText(ink, output).Differences(diff, indent, all: false, depthAll: false);
                break;
        }
    }

    private static bool IsNews(string name, PropertyValue value, Step step) =>
        value is not (PropertyNull or PropertyString { Value: "" })
        && (!step.New!.Inputs.TryGetValue(name, out var before) || !before.Plain.Equals(value.Plain));

    private static bool IsAsked(ValueDiff member, PropertyMap inputs) =>
        member.New is { } value && inputs.TryGetValue(member.Part!.Name!, out var input)
        && input.Plain.Equals(value.Plain);

    private void ShowGone(PropertyMap outputs, int indent)
    {
        var shown = PropertyMap.From(outputs.Where(entry => !ValueText.IsHidden(entry.Key)));
        if (shown.Count == 0) return;
        output.Write(new string(' ', indent) + ink.Paint(Ink.Red, "--outputs:--") + "\n");
        new ValueText(ink, output).Members(shown, indent, '-');
    }

    private void EnsureRoot()
    {
        if (_rootShown || options.Kind == RunKind.Destroy) return;
        _rootShown = true;
        ShowSameRoot();
    }

    private void ShowSameRoot() => output.Write($"  {Urn.StackType}: (same)\n    [urn={options.StackUrn}]\n");

    private int Indent(Step step)
    {
        if (options.Kind == RunKind.Destroy) return 0;
        var depth = 0;
        for (var parent = step.State.Parent; parent is not null; parent = _parents.GetValueOrDefault(parent))
        {
            // A refresh speaks of every resource, and so every parent takes its place.
            if (parent == options.StackUrn || _shown.Contains(parent) || options.Kind == RunKind.Refresh) depth++;
        }
        return 4 * depth;
    }

    private void Line(int indent, int? colour, string text) =>
        output.Write(new string(' ', indent) + ink.Paint(colour, text) + "\n");
}
