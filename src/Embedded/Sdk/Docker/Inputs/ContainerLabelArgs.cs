namespace Pulumi.Docker.Inputs;

/// <summary>Container label, as an argument.</summary>
public sealed class ContainerLabelArgs : ResourceArgs
{
    public ContainerLabelArgs()
    {
    }

    [Input("label", required: true)] public Input<string> Label { get; set; } = null!;

    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;

    public static new ContainerLabelArgs Empty => new();
}
