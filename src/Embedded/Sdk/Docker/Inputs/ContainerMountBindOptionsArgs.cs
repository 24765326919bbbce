namespace Pulumi.Docker.Inputs;

/// <summary>Container mount bind options, as an argument.</summary>
public sealed class ContainerMountBindOptionsArgs : ResourceArgs
{
    public ContainerMountBindOptionsArgs()
    {
    }

    [Input("propagation")] public Input<string>? Propagation { get; set; }

    public static new ContainerMountBindOptionsArgs Empty => new();
}
