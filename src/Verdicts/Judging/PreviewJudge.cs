using Postern.Verdicts.Previews;

namespace Postern.Verdicts.Judging;

/// <summary>
/// The verdicts of a preview: a pure function, the same for both engines. It reads old and new inputs, since the
/// detailed
/// diff names an upload's list but not the line that changed.
/// </summary>
public static class PreviewJudge
{
    private static readonly string[] Quiet = ["same", "read", "refresh", "read-discard", "read-replacement"];

    /// <summary>A verdict per resource that changes, the costliest first, otherwise in the engine's order.</summary>
    public static IReadOnlyList<Verdict> Judge(Preview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var scene = new Scene(preview);
        return [.. preview.Steps
            .Where(step => !Quiet.Contains(step.Operation) && step.State?.IsCustom == true)
            .GroupBy(step => step.Urn, StringComparer.Ordinal)
            .Select(steps => Judge(scene, Merge([.. steps])))
            .OrderByDescending(verdict => verdict.Impact)];
    }

    /// <summary>The parts of a replacement, where they are listed one by one, are one change.</summary>
    private static PreviewStep Merge(PreviewStep[] steps) => steps.Length == 1
        ? steps[0]
        : new PreviewStep(
            Array.Exists(steps, step => step.IsReplace) ? "replace" : steps[0].Operation,
            steps[0].Urn,
            Array.Find(steps, step => step.Old is not null)?.Old,
            Array.FindLast(steps, step => step.New is not null)?.New);

    private static Verdict Judge(Scene scene, PreviewStep step)
    {
        var judgement = StorageRules.Judge(scene, step)
            ?? ContainerRules.Judge(scene, step)
            ?? OtherRules.Judge(step);
        return new Verdict(
            step.Urn, step.Name, step.Type, step.Operation, judgement.Impact, judgement.DownSeconds, judgement.Reason);
    }
}
