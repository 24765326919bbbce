namespace Pulumi.Docker;

/// <summary>Arguments of <see cref="Network"/>.</summary>
public sealed class NetworkArgs : ResourceArgs
{
    public NetworkArgs()
    {
    }

    [Input("attachable")] public Input<bool>? Attachable { get; set; }

    [Input("driver")] public Input<string>? Driver { get; set; }

    [Input("ingress")] public Input<bool>? Ingress { get; set; }

    [Input("internal")] public Input<bool>? Internal { get; set; }

    [Input("ipamConfigs")] private InputList<Inputs.NetworkIpamConfigArgs>? _ipamConfigs;

    public InputList<Inputs.NetworkIpamConfigArgs> IpamConfigs
    {
        get => _ipamConfigs ??= [];
        set => _ipamConfigs = value;
    }

    [Input("ipamDriver")] public Input<string>? IpamDriver { get; set; }

    [Input("ipamOptions")] private InputMap<string>? _ipamOptions;

    public InputMap<string> IpamOptions { get => _ipamOptions ??= []; set => _ipamOptions = value; }

    [Input("ipv6")] public Input<bool>? Ipv6 { get; set; }

    [Input("labels")] private InputList<Inputs.NetworkLabelArgs>? _labels;

    public InputList<Inputs.NetworkLabelArgs> Labels { get => _labels ??= []; set => _labels = value; }

    [Input("name")] public Input<string>? Name { get; set; }

    [Input("options")] private InputMap<string>? _options;

    public InputMap<string> Options { get => _options ??= []; set => _options = value; }

    public static new NetworkArgs Empty => new();
}
