namespace Pulumi.Docker.Inputs;

/// <summary>Container port, as an argument.</summary>
public sealed class ContainerPortArgs : ResourceArgs
{
    public ContainerPortArgs()
    {
    }

    [Input("external")] public Input<int>? External { get; set; }

    [Input("internal", required: true)] public Input<int> Internal { get; set; } = null!;

    [Input("ip")] public Input<string>? Ip { get; set; }

    [Input("protocol")] public Input<string>? Protocol { get; set; }

    public static new ContainerPortArgs Empty => new();
}
