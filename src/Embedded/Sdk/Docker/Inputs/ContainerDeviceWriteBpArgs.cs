namespace Pulumi.Docker.Inputs;

/// <summary>A device's limit of bytes written per second, as an argument.</summary>
public sealed class ContainerDeviceWriteBpArgs : ResourceArgs
{
    public ContainerDeviceWriteBpArgs()
    {
    }

    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;

    [Input("rate", required: true)] public Input<int> Rate { get; set; } = null!;

    public static new ContainerDeviceWriteBpArgs Empty => new();
}
