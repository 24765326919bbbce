using Pulumi;
using Pulumi.Docker.Inputs;

namespace Postern.Infra.Components;

/// <summary>Whose a container, volume or network is: the label by which an orphan is told from somebody
/// else's.</summary>
public static class Owner
{
    public const string Label = "org.postern.stack";

    public static string Stack => $"{Deployment.Instance.ProjectName}/{Deployment.Instance.StackName}";

    public static ContainerLabelArgs OfContainer() => new() { Label = Label, Value = Stack };

    public static VolumeLabelArgs OfVolume() => new() { Label = Label, Value = Stack };

    /// <summary>Options of a volume whose data must outlive everything: the label of a stack that was renamed differs,
    /// and that must never replace it.</summary>
    public static CustomResourceOptions KeepsVolume(Resource parent) =>
        new() { Parent = parent, Protect = true, IgnoreChanges = { "labels" } };

    public static NetworkLabelArgs OfNetwork() => new() { Label = Label, Value = Stack };
}
