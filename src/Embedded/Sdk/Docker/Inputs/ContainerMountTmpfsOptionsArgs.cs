namespace Pulumi.Docker.Inputs;

/// <summary>Container mount tmpfs options, as an argument.</summary>
public sealed class ContainerMountTmpfsOptionsArgs : ResourceArgs
{
    public ContainerMountTmpfsOptionsArgs()
    {
    }

    [Input("mode")] public Input<int>? Mode { get; set; }

    [Input("sizeBytes")] public Input<int>? SizeBytes { get; set; }

    public static new ContainerMountTmpfsOptionsArgs Empty => new();
}
