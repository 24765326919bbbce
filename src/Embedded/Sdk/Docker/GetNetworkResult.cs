using System.Collections.Immutable;

namespace Pulumi.Docker;

/// <summary>Get network, as the provider answers it.</summary>
[OutputType]
public sealed class GetNetworkResult
{
    public readonly string Driver;
    public readonly string Id;
    public readonly bool Internal;
    public readonly ImmutableArray<Outputs.GetNetworkIpamConfigResult> IpamConfigs;
    public readonly string Name;
    public readonly ImmutableDictionary<string, string> Options;
    public readonly string Scope;

    [OutputConstructor]
    private GetNetworkResult(
        string driver, string id, bool @internal, ImmutableArray<Outputs.GetNetworkIpamConfigResult> ipamConfigs,
        string name, ImmutableDictionary<string, string> options, string scope)
    {
        Driver = driver;
        Id = id;
        Internal = @internal;
        IpamConfigs = ipamConfigs;
        Name = name;
        Options = options;
        Scope = scope;
    }
}
