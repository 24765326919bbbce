namespace Pulumi.Docker.Outputs;

/// <summary>Container mount volume options label, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerMountVolumeOptionsLabel
{
    public readonly string Label;
    public readonly string Value;

    [OutputConstructor]
    private ContainerMountVolumeOptionsLabel(string label, string value)
    {
        Label = label;
        Value = value;
    }
}
