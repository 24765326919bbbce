namespace Pulumi.Docker.Outputs;

/// <summary>Volume label, as the provider answers it.</summary>
[OutputType]
public sealed class VolumeLabel
{
    public readonly string Label;
    public readonly string Value;

    [OutputConstructor]
    private VolumeLabel(string label, string value)
    {
        Label = label;
        Value = value;
    }
}
