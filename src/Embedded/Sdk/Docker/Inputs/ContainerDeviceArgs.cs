namespace Pulumi.Docker.Inputs;

/// <summary>Container device, as an argument.</summary>
public sealed class ContainerDeviceArgs : ResourceArgs
{
    public ContainerDeviceArgs()
    {
    }

    [Input("containerPath")] public Input<string>? ContainerPath { get; set; }

    [Input("hostPath", required: true)] public Input<string> HostPath { get; set; } = null!;

    [Input("permissions")] public Input<string>? Permissions { get; set; }

    public static new ContainerDeviceArgs Empty => new();
}
