namespace Pulumi.Docker.Inputs;

/// <summary>A device's limit of bytes read per second, as an argument.</summary>
public sealed class ContainerDeviceReadBpArgs : ResourceArgs
{
    public ContainerDeviceReadBpArgs()
    {
    }

    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;

    [Input("rate", required: true)] public Input<int> Rate { get; set; } = null!;

    public static new ContainerDeviceReadBpArgs Empty => new();
}
