namespace Pulumi.Docker.Outputs;

/// <summary>Container mount tmpfs options, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerMountTmpfsOptions
{
    public readonly int? Mode;
    public readonly int? SizeBytes;

    [OutputConstructor]
    private ContainerMountTmpfsOptions(int? mode, int? sizeBytes)
    {
        Mode = mode;
        SizeBytes = sizeBytes;
    }
}
