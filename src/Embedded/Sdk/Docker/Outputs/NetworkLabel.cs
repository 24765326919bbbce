namespace Pulumi.Docker.Outputs;

/// <summary>Network label, as the provider answers it.</summary>
[OutputType]
public sealed class NetworkLabel
{
    public readonly string Label;
    public readonly string Value;

    [OutputConstructor]
    private NetworkLabel(string label, string value)
    {
        Label = label;
        Value = value;
    }
}
