namespace Pulumi.Docker.Outputs;

/// <summary>A device's limit of bytes written per second, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerDeviceWriteBp
{
    public readonly string Path;
    public readonly int Rate;

    [OutputConstructor]
    private ContainerDeviceWriteBp(string path, int rate)
    {
        Path = path;
        Rate = rate;
    }
}
