using System.Text.Json;
using Postern.Verdicts.Previews;

namespace Postern.Verdicts.Judging;

/// <summary>The volumes of containers.</summary>
internal static class Mounts
{
    private const string Cluster = "/var/lib/postgresql";
    private const string Store = "/srv/node";

    public static ContainerRole RoleOf(PreviewStep step)
    {
        var state = step.State!;
        var mounts = state.Items("mounts").ToList();
        var stays = state.Input("mustRun") is not { ValueKind: JsonValueKind.False } && state.Text("restart") != "no";
        if (!stays)
        {
            var writesSettings = state.Items("uploads").Any(upload =>
                JsonText.Known(upload, "file")?.StartsWith("/conf/", StringComparison.Ordinal) == true);
            return writesSettings ? ContainerRole.SettingsWriter : ContainerRole.OneShot;
        }
        if (mounts.Exists(mount => IsAt(mount, Cluster) && !JsonText.IsTrue(mount, "readOnly")))
            return ContainerRole.Server;
        if (mounts.Exists(mount => IsAt(mount, Cluster))) return ContainerRole.Agent;
        return mounts.Exists(mount => IsAt(mount, Store)) ? ContainerRole.Store : ContainerRole.Other;
    }

    /// <summary>The names of the volumes that hold a cluster or an object store.</summary>
    public static IEnumerable<string> WithData(ResourceState? container) => container is null
        ? []
        : container.Items("mounts").Where(mount => IsAt(mount, Cluster) || IsAt(mount, Store))
            .Select(mount => JsonText.Known(mount, "source")).OfType<string>();

    /// <summary>
    /// The volume at the cluster's or the store's place is another one than before, and both are known.
    /// </summary>
    public static (string Old, string New)? MovedData(PreviewStep step)
    {
        foreach (var place in new[] { Cluster, Store })
        {
            if (SourceAt(step.Old, place) is { } before && SourceAt(step.New, place) is { } after && before != after)
                return (before, after);
        }
        return null;
    }

    private static string? SourceAt(ResourceState? container, string place) =>
        container?.Items("mounts").Where(mount => IsAt(mount, place))
            .Select(mount => JsonText.Known(mount, "source")).FirstOrDefault();

    private static bool IsAt(JsonElement mount, string place) => JsonText.Known(mount, "target") == place;
}
