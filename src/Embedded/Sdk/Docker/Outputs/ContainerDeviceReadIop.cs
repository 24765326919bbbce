namespace Pulumi.Docker.Outputs;

/// <summary>A device's limit of reads per second, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerDeviceReadIop
{
    public readonly string Path;
    public readonly int Rate;

    [OutputConstructor]
    private ContainerDeviceReadIop(string path, int rate)
    {
        Path = path;
        Rate = rate;
    }
}
