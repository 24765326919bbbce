using Postern.Verdicts.Previews;

namespace Postern.Verdicts.Judging;

/// <summary>Volumes, buckets and keys: what holds data, and what opens it.</summary>
internal static class StorageRules
{
    /// <summary>Null where the step is none of these.</summary>
    public static Judgement? Judge(Scene scene, PreviewStep step)
    {
        if (IsPrecious(scene, step) && (step.IsDelete || step.IsReplace)) return Gone(step);
        if (step.Type == Types.Volume) return Volume(scene, step);
        if (!Types.IsBucket(step.Type) && !Types.IsKey(step.Type)) return null;
        if (step.IsCreate) return Judgement.Nothing("new");
        return step is { Old.IsProtected: true, New.IsProtected: false }
            ? Judgement.Nothing("loses its protection")
            : Judgement.Nothing("changed in place");
    }

    private static bool IsPrecious(Scene scene, PreviewStep step)
    {
        if (step.IsProtected || Types.IsBucket(step.Type) || Types.IsKey(step.Type)) return true;
        return step.Type == Types.Volume
            && (scene.HoldsData(step.Old?.Text("name")) || scene.HoldsData(step.New?.Text("name")));
    }

    private static Judgement Gone(PreviewStep step)
    {
        if (step.IsDelete && step.Old?.IsRetained == true) return Judgement.Nothing("forgotten here, and kept outside");
        var what = step switch
        {
            { Type: Types.Volume } => "the volume and what is in it",
            _ when Types.IsBucket(step.Type) => "the bucket and the archive in it",
            _ when Types.IsKey(step.Type) => "the secret: what it opens stays closed",
            _ => "a protected resource",
        };
        return Judgement.DataLoss($"{(step.IsDelete ? "deletes" : "replaces")} {what}{Why(step)}");
    }

    private static string Why(PreviewStep step)
    {
        var changed = step.IsReplace ? step.ChangedInputs() : [];
        return changed.Count == 0 ? "" : $" (changed: {string.Join(", ", changed)})";
    }

    private static Judgement Volume(Scene scene, PreviewStep step)
    {
        var holdsData = step.IsProtected || scene.HoldsData(step.New?.Text("name"));
        if (step.IsCreate && holdsData && scene is { ArchiveExists: true, IsDrill: false })
        {
            return scene.RestoresItself
                ? new Judgement(Impact.Replace, "a new volume, filled from the archive (postern:bootstrap is restore)")
                : Judgement.DataLoss("a new and empty volume, although an archive exists: where is the old one?");
        }
        if (step.IsCreate) return Judgement.Nothing("new");
        if (step.IsDelete || step.IsReplace) return Judgement.Nothing("holds nothing that is not rendered again");
        return Judgement.Nothing("changed in place");
    }
}
