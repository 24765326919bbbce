namespace Pulumi.Docker.Inputs;

/// <summary>A device's limit of writes per second, as an argument.</summary>
public sealed class ContainerDeviceWriteIopArgs : ResourceArgs
{
    public ContainerDeviceWriteIopArgs()
    {
    }

    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;

    [Input("rate", required: true)] public Input<int> Rate { get; set; } = null!;

    public static new ContainerDeviceWriteIopArgs Empty => new();
}
