namespace Pulumi.Docker;

/// <summary>Arguments of <see cref="Volume"/>.</summary>
public sealed class VolumeArgs : ResourceArgs
{
    public VolumeArgs()
    {
    }

    [Input("driver")] public Input<string>? Driver { get; set; }

    [Input("driverOpts")] private InputMap<string>? _driverOpts;

    public InputMap<string> DriverOpts { get => _driverOpts ??= []; set => _driverOpts = value; }

    [Input("labels")] private InputList<Inputs.VolumeLabelArgs>? _labels;

    public InputList<Inputs.VolumeLabelArgs> Labels { get => _labels ??= []; set => _labels = value; }

    [Input("name")] public Input<string>? Name { get; set; }

    public static new VolumeArgs Empty => new();
}
