namespace Pulumi.Docker.Outputs;

/// <summary>Container mount, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerMount
{
    public readonly ContainerMountBindOptions? BindOptions;
    public readonly bool? ReadOnly;
    public readonly string? Source;
    public readonly string Target;
    public readonly ContainerMountTmpfsOptions? TmpfsOptions;
    public readonly string Type;
    public readonly ContainerMountVolumeOptions? VolumeOptions;

    [OutputConstructor]
    private ContainerMount(
        ContainerMountBindOptions? bindOptions, bool? readOnly, string? source, string target,
        ContainerMountTmpfsOptions? tmpfsOptions, string type, ContainerMountVolumeOptions? volumeOptions)
    {
        BindOptions = bindOptions;
        ReadOnly = readOnly;
        Source = source;
        Target = target;
        TmpfsOptions = tmpfsOptions;
        Type = type;
        VolumeOptions = volumeOptions;
    }
}
