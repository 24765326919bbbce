using System.Text.Json;
using Postern.Verdicts.Previews;

namespace Postern.Verdicts.Judging;

/// <summary>What rules need to know of the other steps: who mounts what, which parameters change, whether an archive
/// exists.</summary>
internal sealed class Scene
{
    private readonly HashSet<string> precious = new(StringComparer.Ordinal);

    public Scene(Preview preview)
    {
        Preview = preview;
        var containers = preview.Steps.Where(step => step.Type == Types.Container).ToList();
        Settings = SettingsChange.Of(preview);
        IsDrill = preview.Setting("kind") == "drill";
        if (!IsDrill)
        {
            precious.UnionWith(containers
                .SelectMany(step => new[] { step.Old, step.New })
                .SelectMany(Mounts.WithData));
        }
        ArchiveExists = preview.Steps.Any(step => Types.IsBucket(step.Type) && step.Old is not null)
            || preview.Steps.Any(step => step.Type == "pulumi:pulumi:Stack" && HasArchived(step.Old));
        RestoresItself = preview.Setting("bootstrap") == "restore";
        ServerGoes = containers.Exists(step =>
            (step.IsReplace || step.IsDelete) && Mounts.RoleOf(step) == ContainerRole.Server);
    }

    public Preview Preview { get; }

    public SettingsChange Settings { get; }

    public bool IsDrill { get; }

    /// <summary>Something was archived before: the stack has a bucket, or its last outputs name an archive.</summary>
    public bool ArchiveExists { get; }

    /// <summary>The stack file says that an empty volume is filled from the archive.</summary>
    public bool RestoresItself { get; }

    /// <summary>The preview replaces or deletes the server's container.</summary>
    public bool ServerGoes { get; }

    /// <summary>The volume of this name holds a cluster or an object store.</summary>
    public bool HoldsData(string? volume) => volume is not null && precious.Contains(volume);

    private static bool HasArchived(ResourceState? stack) =>
        stack?.Output("archive") is { ValueKind: JsonValueKind.String }
        || stack?.Output("lastRecoverable") is { ValueKind: JsonValueKind.String };
}
