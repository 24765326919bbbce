namespace Pulumi.Docker.Outputs;

/// <summary>A device's limit of bytes read per second, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerDeviceReadBp
{
    public readonly string Path;
    public readonly int Rate;

    [OutputConstructor]
    private ContainerDeviceReadBp(string path, int rate)
    {
        Path = path;
        Rate = rate;
    }
}
