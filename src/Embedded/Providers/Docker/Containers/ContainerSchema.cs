using System.Collections.Immutable;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// The inputs of docker:index/container:Container. Replacing, computed and default values are those of the Terraform
/// provider, with two differences: a changed health check, init, tmpfs or device limit replaces (the engine does not
/// change them in place, and an update that claims it is asked for again for ever), and memorySwap is computed (the
/// engine fills it in).
/// </summary>
internal static class ContainerSchema
{
    private static readonly PropertyValue True = new PropertyBool(true);

    private static readonly Func<PropertyValue, PropertyValue> Duration = static value =>
        value is PropertyString text ? new PropertyString(GoDuration.Canonical(text.Value)) : value;

    public static ImmutableArray<SchemaProperty> Properties { get; } =
    [
        .. Replacing(
            ["name", "image", "domainname", "readOnly", "publishAllPorts", "privileged", "tty", "stdinOpen", "gpus",
            "pidMode", "usernsMode", "cgroupnsMode", "cgroupParent", "cpus"]),
        .. ReplacingComputed(
            ["hostname", "user", "workingDir", "runtime", "platform", "stopSignal", "stopTimeout", "shmSize",
            "logDriver", "ipcMode", "init"]),
        .. InPlace(
            ["attach", "logs", "rm", "wait", "destroyGraceSeconds", "maxRetryCount", "memory", "memoryReservation",
            "cpuShares", "cpuSet", "cpuPeriod", "cpuQuota"]),
        new("memorySwap") { Computed = true },
        new("containerReadRefreshTimeoutMilliseconds") { Default = Number(15000) },
        new("mustRun") { Default = True },
        new("networkMode") { Default = new PropertyString("bridge"), Replaces = true },
        new("removeVolumes") { Default = True },
        new("restart") { Default = new PropertyString("no") },
        new("start") { Default = True },
        new("waitTimeout") { Default = Number(60) },
        .. Sets(["dns", "dnsOpts", "dnsSearches", "groupAdds"], computed: false),
        .. Sets(["envs", "securityOpts"], computed: true),
        new("command", SchemaShape.List) { Replaces = true, Computed = true },
        new("entrypoints", SchemaShape.List) { Replaces = true, Computed = true },
        new("logOpts", SchemaShape.Map) { Replaces = true },
        new("storageOpts", SchemaShape.Map) { Replaces = true },
        new("sysctls", SchemaShape.Map) { Replaces = true },
        new("tmpfs", SchemaShape.Map) { Replaces = true },
        new("capabilities", SchemaShape.Object)
        {
            Replaces = true,
            Members =
            [
                new("adds", SchemaShape.Set) { Canonical = Capability },
                new("drops", SchemaShape.Set) { Canonical = Capability },
            ],
        },
        new("labels", SchemaShape.Set) { Replaces = true, Computed = true, Members = Labels.Members },
        new("hosts", SchemaShape.Set) { Replaces = true, Members = [new("host"), new("ip")] },
        new("ulimits", SchemaShape.Set) { Replaces = true, Members = [new("name"), new("soft"), new("hard")] },
        .. Structured(),
        .. Throttles(["deviceReadBps", "deviceReadIops", "deviceWriteBps", "deviceWriteIops"]),
    ];

    private static PropertyNumber Number(double value) => new(value);

    // The engine stores capabilities as CAP_NET_ADMIN when they are given as NET_ADMIN.
    private static PropertyValue Capability(PropertyValue value) =>
        value is PropertyString text && !text.Value.StartsWith("CAP_", StringComparison.Ordinal)
            ? new PropertyString("CAP_" + text.Value) : value;

    private static IEnumerable<SchemaProperty> Structured() =>
    [
        new("healthcheck", SchemaShape.Object)
        {
            Replaces = true,
            Computed = true,
            Members =
            [
                new("interval") { Default = new PropertyString("0s"), Canonical = Duration },
                new("retries") { Default = Number(0) },
                new("startInterval") { Default = new PropertyString("0s"), Canonical = Duration },
                new("startPeriod") { Default = new PropertyString("0s"), Canonical = Duration },
                new("tests", SchemaShape.List),
                new("timeout") { Default = new PropertyString("0s"), Canonical = Duration },
            ],
        },
        new("ports", SchemaShape.List)
        {
            Replaces = true,
            Members =
            [
                new("external") { Computed = true }, new("internal"),
                new("ip") { Default = new PropertyString("0.0.0.0") },
                new("protocol") { Default = new PropertyString("tcp") },
            ],
        },
        new("uploads", SchemaShape.Set)
        {
            Replaces = true,
            ReportedWhole = true,
            Members =
            [
                new("content"), new("contentBase64"), new("executable"), new("file"), new("permissions"), new("source"),
                new("sourceHash"),
            ],
        },
        new("volumes", SchemaShape.Set)
        {
            Replaces = true,
            Members =
            [
                new("containerPath"), new("fromContainer"), new("hostPath"), new("readOnly"), new("selinuxRelabel"),
                new("volumeName"),
            ],
        },
        new("mounts", SchemaShape.Set) { Replaces = true, Members = MountSpec.Members },
        new("networksAdvanced", SchemaShape.Set)
        {
            Replaces = true,
            Members =
            [
                new("aliases", SchemaShape.Set), new("driverOpts", SchemaShape.Set), new("gwPriority"),
                new("ipv4Address"),
                new("ipv6Address"), new("linkLocalIps", SchemaShape.Set), new("macAddress"), new("name"),
            ],
        },
        new("devices", SchemaShape.Set)
        {
            Replaces = true,
            Members =
            [
                new("containerPath"), new("hostPath"), new("permissions") { Default = new PropertyString("rwm") },
            ],
        },
    ];

    private static IEnumerable<SchemaProperty> Replacing(string[] names) =>
        names.Select(static name => new SchemaProperty(name) { Replaces = true });

    private static IEnumerable<SchemaProperty> ReplacingComputed(string[] names) =>
        names.Select(static name => new SchemaProperty(name) { Replaces = true, Computed = true });

    private static IEnumerable<SchemaProperty> InPlace(string[] names) =>
        names.Select(static name => new SchemaProperty(name));

    private static IEnumerable<SchemaProperty> Sets(string[] names, bool computed) =>
        names.Select(name => new SchemaProperty(name, SchemaShape.Set) { Replaces = true, Computed = computed });

    private static IEnumerable<SchemaProperty> Throttles(string[] names) =>
        names.Select(static name => new SchemaProperty(name, SchemaShape.Set)
        {
            Replaces = true,
            Members = [new("path"), new("rate")],
        });
}
