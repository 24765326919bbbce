namespace Pulumi.Docker.Inputs;

/// <summary>Container mount volume options, as an argument.</summary>
public sealed class ContainerMountVolumeOptionsArgs : ResourceArgs
{
    public ContainerMountVolumeOptionsArgs()
    {
    }

    [Input("driverName")] public Input<string>? DriverName { get; set; }

    [Input("driverOptions")] private InputMap<string>? _driverOptions;

    public InputMap<string> DriverOptions { get => _driverOptions ??= []; set => _driverOptions = value; }

    [Input("labels")] private InputList<ContainerMountVolumeOptionsLabelArgs>? _labels;

    public InputList<ContainerMountVolumeOptionsLabelArgs> Labels { get => _labels ??= []; set => _labels = value; }

    [Input("noCopy")] public Input<bool>? NoCopy { get; set; }

    [Input("subpath")] public Input<string>? Subpath { get; set; }

    public static new ContainerMountVolumeOptionsArgs Empty => new();
}
