namespace Pulumi.Docker.Outputs;

/// <summary>A device's limit of writes per second, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerDeviceWriteIop
{
    public readonly string Path;
    public readonly int Rate;

    [OutputConstructor]
    private ContainerDeviceWriteIop(string path, int rate)
    {
        Path = path;
        Rate = rate;
    }
}
