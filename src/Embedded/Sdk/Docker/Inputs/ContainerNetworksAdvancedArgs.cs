namespace Pulumi.Docker.Inputs;

/// <summary>Container networks advanced, as an argument.</summary>
public sealed class ContainerNetworksAdvancedArgs : ResourceArgs
{
    public ContainerNetworksAdvancedArgs()
    {
    }

    [Input("aliases")] private InputList<string>? _aliases;

    public InputList<string> Aliases { get => _aliases ??= []; set => _aliases = value; }

    [Input("driverOpts")] private InputList<string>? _driverOpts;

    public InputList<string> DriverOpts { get => _driverOpts ??= []; set => _driverOpts = value; }

    [Input("gwPriority")] public Input<int>? GwPriority { get; set; }

    [Input("ipv4Address")] public Input<string>? Ipv4Address { get; set; }

    [Input("ipv6Address")] public Input<string>? Ipv6Address { get; set; }

    [Input("linkLocalIps")] private InputList<string>? _linkLocalIps;

    public InputList<string> LinkLocalIps { get => _linkLocalIps ??= []; set => _linkLocalIps = value; }

    [Input("macAddress")] public Input<string>? MacAddress { get; set; }

    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;

    public static new ContainerNetworksAdvancedArgs Empty => new();
}
