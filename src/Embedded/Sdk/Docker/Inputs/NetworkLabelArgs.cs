namespace Pulumi.Docker.Inputs;

/// <summary>Network label, as an argument.</summary>
public sealed class NetworkLabelArgs : ResourceArgs
{
    public NetworkLabelArgs()
    {
    }

    [Input("label", required: true)] public Input<string> Label { get; set; } = null!;

    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;

    public static new NetworkLabelArgs Empty => new();
}
