namespace Pulumi.Docker.Outputs;

/// <summary>Container mount bind options, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerMountBindOptions
{
    public readonly string? Propagation;

    [OutputConstructor]
    private ContainerMountBindOptions(string? propagation)
    {
        Propagation = propagation;
    }
}
