using Postern.Verdicts.Previews;

namespace Postern.Verdicts.Judging;

/// <summary>Containers: the server, what writes its settings, the store, the agent, and one-shots.</summary>
internal static class ContainerRules
{
    /// <summary>From the stop of a server to the first connection of the next, measured with a small one.</summary>
    private const int ServerSeconds = 6;

    private const int StoreSeconds = 5;

    private const string RestartLabel = "org.postern.restart";

    /// <summary>Null where the step is no container.</summary>
    public static Judgement? Judge(Scene scene, PreviewStep step)
    {
        if (step.Type != Types.Container) return null;
        var role = Mounts.RoleOf(step);
        if (step.IsCreate) return Judgement.Nothing(role == ContainerRole.OneShot ? "runs once" : "new");
        if (Mounts.MovedData(step) is var (before, after))
            return Judgement.DataLoss($"would serve volume '{after}' instead of '{before}'");
        return role switch
        {
            ContainerRole.Server => Server(scene, step),
            ContainerRole.SettingsWriter => Settings(scene, step),
            ContainerRole.Store => Store(step),
            ContainerRole.Agent => Judgement.Nothing("timed backups pause for seconds"),
            ContainerRole.OneShot => Judgement.Nothing(step.IsDelete ? "has done its work" : "runs again"),
            _ => Other(step),
        };
    }

    private static Judgement Server(Scene scene, PreviewStep step)
    {
        if (step.IsDelete) return new Judgement(Impact.Replace, "the server goes, its data stay");
        if (!step.IsReplace) return Judgement.Nothing($"in place: {Changes(step)}");
        if (scene.Settings.NewMajor is var (from, to))
        {
            return Judgement.DataLoss(
                $"PostgreSQL {to} starts with an empty cluster; that of {from} stays in the volume, unserved");
        }
        var parameters = scene.Settings.Parameters.Where(change => change.NeedsRestart).ToList();
        if (parameters.Count > 0 && FollowsFromParameters(step))
            return new Judgement(Impact.Restart, string.Join("; ", parameters), ServerSeconds);
        return new Judgement(Impact.Replace, Changes(step), ServerSeconds);
    }

    private static Judgement Settings(Scene scene, PreviewStep step)
    {
        if (step.IsDelete) return Judgement.Nothing("the settings stay as they are");
        var settings = scene.Settings;
        if (settings is { Parameters: [], Files: [] }) return Judgement.Nothing("writes the same settings again");
        var live = settings.Parameters.Where(change => !change.NeedsRestart).Select(change => change.ToString())
            .Concat(settings.Files.Where(SettingsChange.IsReloaded)).ToList();
        var later = settings.Parameters.Where(change => change.NeedsRestart).Select(change => change.Name)
            .Concat(settings.Files.Where(file => file == SettingsChange.BootPlan)).ToList();
        var reasons = new List<string>(live);
        if (later.Count > 0)
            reasons.Add($"{string.Join(", ", later)} {(scene.ServerGoes ? "with the server" : "at the next restart")}");
        reasons.AddRange(
            settings.Files.Where(file => !SettingsChange.IsReloaded(file) && file != SettingsChange.BootPlan)
            .Select(file => $"{file} with who reads it"));
        return new Judgement(live.Count > 0 ? Impact.Reload : Impact.Nothing, string.Join("; ", reasons));
    }

    private static Judgement Store(PreviewStep step)
    {
        if (step.IsDelete) return new Judgement(Impact.Replace, "the store goes: nothing is archived any more");
        return step.IsReplace
            ? new Judgement(
                Impact.Replace, $"{Changes(step)}; WAL waits about {StoreSeconds} s, connections stay")
            : Judgement.Nothing($"in place: {Changes(step)}");
    }

    private static Judgement Other(PreviewStep step)
    {
        if (step.IsDelete) return new Judgement(Impact.Replace, "goes");
        return step.IsReplace
            ? new Judgement(Impact.Replace, Changes(step))
            : Judgement.Nothing($"in place: {Changes(step)}");
    }

    private static string Changes(PreviewStep step)
    {
        var changed = step.ChangedInputs();
        return changed.Count == 0 ? "what it depends on is replaced" : $"{string.Join(", ", changed)} changed";
    }

    /// <summary>
    /// The label that stands for the restart parameters changed, and the shared memory that some of them need.
    /// </summary>
    private static bool FollowsFromParameters(PreviewStep step)
    {
        if (step.ChangedInputs().Any(name => name is not ("labels" or "shmSize"))) return false;
        var labels = Labels(step.Old);
        labels.SymmetricExceptWith(Labels(step.New));
        return labels.All(label => label.Name == RestartLabel);
    }

    private static HashSet<(string? Name, string? Value)> Labels(ResourceState? state) =>
    [
        .. (state?.Items("labels") ?? [])
            .Select(label => (JsonText.Known(label, "label"), JsonText.Known(label, "value"))),
    ];
}
