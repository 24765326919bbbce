namespace Pulumi.Docker.Inputs;

/// <summary>Container mount volume options label, as an argument.</summary>
public sealed class ContainerMountVolumeOptionsLabelArgs : ResourceArgs
{
    public ContainerMountVolumeOptionsLabelArgs()
    {
    }

    [Input("label", required: true)] public Input<string> Label { get; set; } = null!;

    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;

    public static new ContainerMountVolumeOptionsLabelArgs Empty => new();
}
