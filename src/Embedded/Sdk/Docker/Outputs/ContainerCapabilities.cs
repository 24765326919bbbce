using System.Collections.Immutable;

namespace Pulumi.Docker.Outputs;

/// <summary>Container capabilities, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerCapabilities
{
    public readonly ImmutableArray<string> Adds;
    public readonly ImmutableArray<string> Drops;

    [OutputConstructor]
    private ContainerCapabilities(ImmutableArray<string> adds, ImmutableArray<string> drops)
    {
        Adds = adds;
        Drops = drops;
    }
}
