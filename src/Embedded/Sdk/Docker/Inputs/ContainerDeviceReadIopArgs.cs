namespace Pulumi.Docker.Inputs;

/// <summary>A device's limit of reads per second, as an argument.</summary>
public sealed class ContainerDeviceReadIopArgs : ResourceArgs
{
    public ContainerDeviceReadIopArgs()
    {
    }

    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;

    [Input("rate", required: true)] public Input<int> Rate { get; set; } = null!;

    public static new ContainerDeviceReadIopArgs Empty => new();
}
