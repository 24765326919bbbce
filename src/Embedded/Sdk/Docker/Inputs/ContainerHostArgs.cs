namespace Pulumi.Docker.Inputs;

/// <summary>Container host, as an argument.</summary>
public sealed class ContainerHostArgs : ResourceArgs
{
    public ContainerHostArgs()
    {
    }

    [Input("host", required: true)] public Input<string> Host { get; set; } = null!;

    [Input("ip", required: true)] public Input<string> Ip { get; set; } = null!;

    public static new ContainerHostArgs Empty => new();
}
