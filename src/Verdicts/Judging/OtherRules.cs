using Postern.Verdicts.Previews;

namespace Postern.Verdicts.Judging;

/// <summary>Networks, images, jobs, and whatever has no rule of its own.</summary>
internal static class OtherRules
{
    public static Judgement Judge(PreviewStep step)
    {
        if (step.IsCreate) return Judgement.Nothing("new");
        if (Types.IsImage(step.Type)) return Judgement.Nothing("containers that use it are listed on their own");
        if (step.Type.StartsWith("random:", StringComparison.Ordinal)) return Judgement.Nothing("opens nothing");
        if (step.Type == Types.Job) return Job(step);
        var changed = step.ChangedInputs();
        var what = changed.Count == 0 ? "" : $"{string.Join(", ", changed)} changed";
        if (step.Type == Types.Network && (step.IsReplace || step.IsDelete))
            return new Judgement(Impact.Replace, "who is connected to it is cut off until it is back");
        if (step.IsReplace) return new Judgement(Impact.Replace, what);
        if (step.IsDelete) return new Judgement(Impact.Replace, "goes");
        return Judgement.Nothing(what.Length == 0 ? "in place" : $"in place: {what}");
    }

    /// <summary>
    /// Editing a job's text is a new allocation unless only its policies changed, which the text alone does not tell:
    /// the
    /// dearer of both.
    /// </summary>
    private static Judgement Job(PreviewStep step) => step.IsDelete
        ? new Judgement(Impact.Replace, "the job stops, its volume stays")
        : new Judgement(Impact.Restart, "the job's text changed: a new allocation", 6);
}
