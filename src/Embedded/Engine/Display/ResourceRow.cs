using Postern.Embedded.Engine.Deploy.Steps;

namespace Postern.Embedded.Engine.Display;

/// <summary>One resource in a progress display: its operation, how far it is and what it said last.</summary>
public sealed class ResourceRow(string urn)
{
    private Step? _step;
    private Step? _compared;

    public string Urn { get; } = urn;

    public Step? Step
    {
        get => _step;
        set
        {
            _step = value;
            if (value is { Op: StepOp.Replace or StepOp.CreateReplacement }) _compared = value;
        }
    }

    public bool IsDone { get; set; }

    public bool HasFailed { get; set; }

    public double ElapsedSeconds { get; set; }

    /// <summary>When the step began, in ticks of the display's clock.</summary>
    public long StartedAt { get; set; }

    /// <summary>Whole seconds that an unfinished step has taken so far.</summary>
    public int RunningSeconds { get; set; }

    public string LastMessage { get; set; } = "";

    public string Type => StepWords.ShortType(Engine.State.Urn.TypeOf(Urn));

    public string Name => Engine.State.Urn.NameOf(Urn);

    public string? Parent => Step?.State.Parent;

    public StepOp Op => EffectiveOp(Step);

    /// <summary>The stack is not done before the run is, except where it is deleted.</summary>
    public bool EndsWithRun(DisplayOptions options) =>
        Urn == options.StackUrn && options.Kind != Deploy.RunKind.Destroy && Step?.Op != StepOp.Delete;

    public string Status(DisplayOptions options)
    {
        var preview = options.Preview;
        if (Step is null) return "";
        if (HasFailed) return preview ? "" : Op == StepOp.Same ? "**failed**" : $"**{StepWords.Running(Step)} failed**";
        if (Op == StepOp.Same) return !IsDone && EndsWithRun(options) ? "running" : "";
        if (Op != Step.Op && IsDone) return RefreshStatus(preview);
        if (preview) return Op == StepOp.Refresh ? StepWords.Running(Step) : StepWords.Planned(Step);
        return IsDone ? $"{StepWords.Done(Step)} {StepWords.Elapsed(ElapsedSeconds)}"
            : $"{StepWords.Running(Step)} ({RunningSeconds}s)";
    }

    /// <summary>The differing properties and <paramref name="text"/>, as far as there is either.</summary>
    public string Info(string text, Ink ink)
    {
        var compared = Op == StepOp.DeleteReplaced ? _compared
            : Op is StepOp.Create or StepOp.Same or StepOp.Delete ? null : Step;
        var diff = compared is null ? "" : StepWords.DiffSummary(compared, ink);
        return diff.Length > 0 && text.Length > 0 ? $"{diff}; {text}" : diff + text;
    }

    /// <summary>A refresh that found something reads like the change that it is.</summary>
    private StepOp EffectiveOp(Step? step)
    {
        if (step is null) return StepOp.Same;
        if (step.Op != StepOp.Refresh) return step.Op;
        if (step.New is null) return StepOp.Delete;
        if (step.Details.Count > 0) return StepOp.Update;
        return IsDone || HasEnded ? StepOp.Same : StepOp.Refresh;
    }

    /// <summary>The step has ended, though the row may last as long as the run.</summary>
    public bool HasEnded { get; set; }

    private string RefreshStatus(bool preview) => (Op, preview) switch
    {
        (StepOp.Delete, true) => "delete",
        (StepOp.Delete, false) => $"deleted {StepWords.Elapsed(ElapsedSeconds)}",
        (_, true) => "update",
        _ => $"updated {StepWords.Elapsed(ElapsedSeconds)}",
    };
}
