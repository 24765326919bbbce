using System.Collections.Immutable;

namespace Pulumi.Docker;

/// <summary>A volume (docker:index/volume:Volume).</summary>
public class Volume : CustomResource
{
    public Volume(string name, VolumeArgs? args = null, CustomResourceOptions? options = null)
        : base("docker:index/volume:Volume", name, args ?? new VolumeArgs(), Package.Options(options))
    {
    }

    [Output("driver")] public Output<string> Driver { get; private set; } = null!;

    [Output("driverOpts")] public Output<ImmutableDictionary<string, string>?> DriverOpts { get; private set; } = null!;

    [Output("labels")] public Output<ImmutableArray<Outputs.VolumeLabel>> Labels { get; private set; } = null!;

    [Output("mountpoint")] public Output<string> Mountpoint { get; private set; } = null!;

    [Output("name")] public Output<string> Name { get; private set; } = null!;
}
