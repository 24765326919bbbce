using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Networks;

/// <summary>docker:index/getNetwork:getNetwork: a network that something else has made, by name.</summary>
internal static class GetNetwork
{
    public static async Task<InvokeResult> RunAsync(
        DockerClient docker, PropertyMap arguments, CancellationToken cancellation)
    {
        var name = arguments.Text("name") ?? "";
        var network = await docker.GetAsync($"networks/{DockerClient.Escape(name)}", cancellation);
        var configs = network.Items("IPAM", "Config").Select(static config => (PropertyValue)new PropertyMapBuilder()
            .Set("auxAddress", config.TextMembers("AuxiliaryAddresses"))
            .Set("gateway", config.Text("Gateway"))
            .Set("ipRange", config.Text("IPRange"))
            .Set("subnet", config.Text("Subnet")).Build());
        var containers = network.Members("Containers")
            .Select(static container => (PropertyValue)new PropertyMapBuilder()
            .Set("containerId", container.Key)
            .Set("endpointId", container.Value.Text("EndpointID"))
            .Set("ipv4Address", container.Value.Text("IPv4Address"))
            .Set("ipv6Address", container.Value.Text("IPv6Address"))
            .Set("macAddress", container.Value.Text("MacAddress"))
            .Set("name", container.Value.Text("Name")).Build());
        return new InvokeResult(
            new PropertyMapBuilder()
                .Set("containers", containers)
                .Set("driver", network.Text("Driver"))
                .Set("id", network.Text("Id"))
                .Set("internal", network.Flag("Internal"))
                .Set("ipamConfigs", configs)
                .Set("name", network.Text("Name"))
                .Set("options", network.TextMembers("Options"))
                .Set("scope", network.Text("Scope")).Build(),
            []);
    }
}
