namespace Pulumi.Docker.Inputs;

/// <summary>Volume label, as an argument.</summary>
public sealed class VolumeLabelArgs : ResourceArgs
{
    public VolumeLabelArgs()
    {
    }

    [Input("label", required: true)] public Input<string> Label { get; set; } = null!;

    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;

    public static new VolumeLabelArgs Empty => new();
}
