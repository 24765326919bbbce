using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>One published port; <see cref="External"/> is 0 when the engine is to choose one.</summary>
internal sealed record PortSpec(long Internal, long External, string Ip, string Protocol)
{
    public string Key => $"{Internal.ToString(CultureInfo.InvariantCulture)}/{Protocol}";

    public static ImmutableArray<PortSpec> FromInputs(PropertyMap inputs) =>
    [
        .. inputs.Maps("ports").Select(static port => new PortSpec(
            port.Integer("internal") ?? 0, port.Integer("external") ?? 0,
            port.Text("ip") is { Length: > 0 } ip ? ip : "0.0.0.0",
            port.Text("protocol") is { Length: > 0 } protocol ? protocol : "tcp")),
    ];

    /// <summary>Config.ExposedPorts and HostConfig.PortBindings.</summary>
    public static (JsonObject Exposed, JsonObject Bindings) ToJson(ImmutableArray<PortSpec> ports)
    {
        var (exposed, bindings) = (new JsonObject(), new JsonObject());
        foreach (var port in ports)
        {
            exposed[port.Key] = new JsonObject();
            if (bindings[port.Key] is not JsonArray list) bindings[port.Key] = list = [];
            list.Add((JsonNode)new JsonObject
            {
                ["HostIp"] = port.Ip,
                ["HostPort"] = port.External.ToString(CultureInfo.InvariantCulture),
            });
        }
        return (exposed, bindings);
    }

    /// <summary>
    /// The ports that are open now, in the order of <paramref name="wanted"/>; those that nobody asked for follow by
    /// their number.
    /// </summary>
    public static IEnumerable<PropertyValue> Read(JsonNode container, ImmutableArray<PortSpec> wanted) =>
        container.Members("NetworkSettings", "Ports")
            .SelectMany(static port => port.Value.Items().Select(binding => From(port.Key, binding)))
            .OrderBy(port => Position(port, wanted)).ThenBy(static port => port.Internal)
            .Select(static port => port.ToProperties());

    private static int Position(PortSpec port, ImmutableArray<PortSpec> wanted)
    {
        for (var index = 0; index < wanted.Length; index++)
        {
            var candidate = wanted[index];
            if (candidate.Key == port.Key && candidate.Ip == port.Ip
                && (candidate.External == 0 || candidate.External == port.External)) return index;
        }
        return int.MaxValue;
    }

    private static PortSpec From(string key, JsonNode binding)
    {
        var parts = key.Split('/');
        return new PortSpec(
            Parse(parts[0]), Parse(binding.Text("HostPort")), binding.Text("HostIp"),
            parts.Length > 1 ? parts[1] : "tcp");
    }

    private static long Parse(string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private PropertyMap ToProperties() => new PropertyMapBuilder()
        .Set("external", External).Set("internal", Internal).Set("ip", Ip).Set("protocol", Protocol).Build();
}
