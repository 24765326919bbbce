using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// Elements of a container's lists in the outputs: every member is there, with its type's zero when nobody gave it.
/// </summary>
internal static class OutputElements
{
    private static readonly PropertyValue NoText = new PropertyString("");
    private static readonly PropertyValue No = new PropertyBool(false);
    private static readonly PropertyValue Nothing = new PropertyList([]);

    public static ImmutableArray<KeyValuePair<string, PropertyValue>> Upload { get; } =
    [
        new("content", NoText), new("contentBase64", NoText), new("executable", No), new("permissions", NoText),
        new("source", NoText), new("sourceHash", NoText),
    ];

    public static ImmutableArray<KeyValuePair<string, PropertyValue>> Volume { get; } =
    [
        new("containerPath", NoText), new("fromContainer", NoText), new("hostPath", NoText), new("readOnly", No),
        new("selinuxRelabel", NoText), new("volumeName", NoText),
    ];

    public static ImmutableArray<KeyValuePair<string, PropertyValue>> Network { get; } =
    [
        new("aliases", Nothing), new("driverOpts", Nothing), new("gwPriority", new PropertyNumber(0)),
        new("ipv4Address", NoText), new("ipv6Address", NoText), new("linkLocalIps", Nothing), new("macAddress", NoText),
    ];

    public static ImmutableArray<KeyValuePair<string, PropertyValue>> Port { get; } =
        [new("ip", new PropertyString("0.0.0.0")), new("protocol", new PropertyString("tcp"))];

    public static PropertyMap Complete(PropertyMap item, ImmutableArray<KeyValuePair<string, PropertyValue>> zeros)
    {
        var result = PropertyMapBuilder.From(item.Without(SchemaDefaults.Marker));
        foreach (var (name, zero) in zeros)
        {
            if (!item.TryGetValue(name, out var value) || value is PropertyNull) result.Set(name, zero);
        }
        return result.Build();
    }

    /// <summary>"host:ip"; the address may hold colons.</summary>
    public static PropertyValue ReadHost(string entry)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        return new PropertyMapBuilder()
            .Set("host", colon < 0 ? entry : entry[..colon])
            .Set("ip", colon < 0 ? "" : entry[(colon + 1)..]).Build();
    }

    public static PropertyValue ReadUlimit(JsonNode limit) => new PropertyMapBuilder()
        .Set("hard", limit.Number("Hard")).Set("name", limit.Text("Name")).Set("soft", limit.Number("Soft")).Build();

    public static PropertyValue ReadThrottle(JsonNode device) => new PropertyMapBuilder()
        .Set("path", device.Text("Path")).Set("rate", device.Number("Rate")).Build();

    /// <summary>The path in the container only when the program gave it: the engine repeats the host's.</summary>
    public static PropertyValue ReadDevice(JsonNode device, ImmutableArray<PropertyMap> configured)
    {
        var path = device.Text("PathOnHost");
        var given = configured.Any(
            entry => entry.Text("hostPath") == path && entry.Text("containerPath") is { Length: > 0 });
        return new PropertyMapBuilder()
            .Set("containerPath", given ? device.Text("PathInContainer") : "")
            .Set("hostPath", path)
            .Set("permissions", device.Text("CgroupPermissions")).Build();
    }

    public static PropertyValue ReadCapabilities(JsonNode? host)
    {
        var (adds, drops) = (host.Texts("CapAdd"), host.Texts("CapDrop"));
        return adds.IsEmpty && drops.IsEmpty
            ? PropertyNull.Instance
            : new PropertyMapBuilder().Set("adds", adds).Set("drops", drops).Build();
    }
}
