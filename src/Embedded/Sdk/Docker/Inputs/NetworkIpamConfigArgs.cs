namespace Pulumi.Docker.Inputs;

/// <summary>Network ipam config, as an argument.</summary>
public sealed class NetworkIpamConfigArgs : ResourceArgs
{
    public NetworkIpamConfigArgs()
    {
    }

    [Input("auxAddress")] private InputMap<string>? _auxAddress;

    public InputMap<string> AuxAddress { get => _auxAddress ??= []; set => _auxAddress = value; }

    [Input("gateway")] public Input<string>? Gateway { get; set; }

    [Input("ipRange")] public Input<string>? IpRange { get; set; }

    [Input("subnet")] public Input<string>? Subnet { get; set; }

    public static new NetworkIpamConfigArgs Empty => new();
}
