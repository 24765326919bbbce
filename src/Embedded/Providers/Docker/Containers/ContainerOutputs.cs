using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// A container's outputs: what the engine reports where the official provider reads it back, and the inputs where it
/// does not (envs, labels, uploads, volumes, the provider's own switches). Beyond it, a network that the container is
/// no longer in, and CPU limits that somebody has set, are seen.
/// </summary>
internal static class ContainerOutputs
{
    private const long Megabyte = 1024 * 1024;

    /// <param name="container">The answer of GET /containers/ID/json.</param>
    /// <param name="known">What the state or the program says; inputs over older outputs.</param>
    public static PropertyMap Build(JsonNode container, PropertyMap known)
    {
        var result = new PropertyMapBuilder();
        AddGiven(result, container, known);
        AddRunning(result, container, known);
        AddConfig(result, container.At("Config"), container, known);
        AddHost(result, container.At("HostConfig"), known);
        AddLimits(result, container.At("HostConfig"), known);
        AddNetworks(result, container);
        return result.Build();
    }

    private static void AddGiven(PropertyMapBuilder result, JsonNode container, PropertyMap known)
    {
        result.Set("attach", known.Flag("attach") ?? false)
            .Set("containerReadRefreshTimeoutMilliseconds",
                known.Number("containerReadRefreshTimeoutMilliseconds") ?? 15000)
            .Set("envs", known.Texts("envs"))
            .Set("labels", Items(known, "labels", []))
            .Set("logs", known.Flag("logs") ?? false)
            .Set("networksAdvanced", Attached(container, known))
            .Set("removeVolumes", known.Flag("removeVolumes") ?? true)
            .Set("start", known.Flag("start") ?? true)
            .Set("uploads", Items(known, "uploads", OutputElements.Upload))
            .Set("volumes", Items(known, "volumes", OutputElements.Volume))
            .Set("wait", known.Flag("wait") ?? false)
            .Set("waitTimeout", known.Number("waitTimeout") ?? 60)
            .Set("containerLogs", known.Text("containerLogs"))
            .Set("deviceRequests", (IEnumerable<PropertyValue>)[]);
        string[] asGiven = [
            "cgroupParent", "cgroupnsMode", "destroyGraceSeconds", "gpus", "pidMode"];
        foreach (var name in asGiven) result.Set(name, Given(known, name));
    }

    private static void AddRunning(PropertyMapBuilder result, JsonNode container, PropertyMap known)
    {
        var running = container.Flag("State", "Running");
        var mustRun = known.Flag("mustRun") ?? true;
        // Only a container that is waited for has an exit code; that of another is no drift when it has ended.
        var ended = !running && known.Flag("attach") == true;
        result.Set("mustRun", mustRun && running)
            .Set("exitCode",
                ended ? new PropertyNumber(container.Number("State", "ExitCode")) : PropertyNull.Instance);
        var published = !known.Items("ports").IsEmpty || container.Members("HostConfig", "PortBindings").Length > 0;
        // A one-shot that has ended has no open ports, and that is no drift.
        if (!published) result.Set("ports", (IEnumerable<PropertyValue>)[]);
        else if (running || mustRun) result.Set("ports", PortSpec.Read(container, PortSpec.FromInputs(known)));
        else result.Set("ports", Items(known, "ports", OutputElements.Port));
    }

    private static void AddConfig(PropertyMapBuilder result, JsonNode? config, JsonNode container, PropertyMap known)
    {
        var byId = (known.Text("image") ?? "").StartsWith("sha256:", StringComparison.Ordinal);
        result.Set("id", container.Text("Id"))
            .Set("name", container.Text("Name").TrimStart('/'))
            .Set("image", byId ? container.Text("Image") : config.Text("Image"))
            .Set("platform", container.Text("Platform") is { Length: > 0 } platform ? platform : "linux")
            .Set("hostname", config.Text("Hostname"))
            .Set("domainname", config.Text("Domainname"))
            .Set("user", config.Text("User"))
            .Set("workingDir", config.Text("WorkingDir"))
            .Set("command", config.Texts("Cmd"))
            .Set("entrypoints", config.Texts("Entrypoint"))
            .Set("tty", config.Flag("Tty"))
            .Set("stdinOpen", config.Flag("OpenStdin"))
            .Set("stopSignal", config.Text("StopSignal"))
            .Set("stopTimeout", config.Number("StopTimeout"))
            .Set("healthcheck", Healthcheck(config.At("Healthcheck")));
    }

    private static PropertyValue Healthcheck(JsonNode? healthcheck) => healthcheck is null
        ? PropertyNull.Instance
        : new PropertyMapBuilder()
            .Set("interval", GoDuration.Format(healthcheck.Number("Interval")))
            .Set("retries", healthcheck.Number("Retries"))
            .Set("startInterval", GoDuration.Format(healthcheck.Number("StartInterval")))
            .Set("startPeriod", GoDuration.Format(healthcheck.Number("StartPeriod")))
            .Set("tests", healthcheck.Texts("Test"))
            .Set("timeout", GoDuration.Format(healthcheck.Number("Timeout")))
            .Build();

    private static void AddHost(PropertyMapBuilder result, JsonNode? host, PropertyMap known)
    {
        result.Set("rm", host.Flag("AutoRemove"))
            .Set("readOnly", host.Flag("ReadonlyRootfs"))
            .Set("privileged", host.Flag("Privileged"))
            .Set("publishAllPorts", host.Flag("PublishAllPorts"))
            .Set("init", host.Flag("Init"))
            .Set("restart", host.Text("RestartPolicy", "Name") is { Length: > 0 } restart ? restart : "no")
            .Set("maxRetryCount", host.Number("RestartPolicy", "MaximumRetryCount"))
            .Set("runtime", host.Text("Runtime"))
            .Set("ipcMode", host.Text("IpcMode"))
            .Set("usernsMode", host.Text("UsernsMode"))
            .Set("networkMode", host.Text("NetworkMode"))
            .Set("logDriver", host.Text("LogConfig", "Type"))
            .Set("logOpts", known.TextMap("logOpts").IsEmpty ? [] : host.TextMembers("LogConfig", "Config"))
            .Set("storageOpts", host.TextMembers("StorageOpt"))
            .Set("sysctls", host.TextMembers("Sysctls"))
            .Set("tmpfs", host.TextMembers("Tmpfs"))
            .Set("dns", host.Texts("Dns"))
            .Set("dnsOpts", host.Texts("DnsOptions"))
            .Set("dnsSearches", host.Texts("DnsSearch"))
            .Set("groupAdds", host.Texts("GroupAdd"))
            .Set("securityOpts", host.Texts("SecurityOpt"))
            .Set("hosts", host.Texts("ExtraHosts").Select(OutputElements.ReadHost))
            .Set("mounts", MountSpec.Read(new JsonObject { ["HostConfig"] = host?.DeepClone() }))
            .Set("ulimits",
                known.Items("ulimits").IsEmpty ? [] : host.Items("Ulimits").Select(OutputElements.ReadUlimit))
            .Set("devices", known.Items("devices").IsEmpty
                ? []
                : host.Items("Devices").Select(device => OutputElements.ReadDevice(device, known.Maps("devices"))))
            .Set("capabilities", OutputElements.ReadCapabilities(host));
    }

    private static void AddLimits(PropertyMapBuilder result, JsonNode? host, PropertyMap known)
    {
        var cores = host.Number("NanoCpus");
        result.Set("memory", host.Number("Memory") / Megabyte)
            .Set("memoryReservation", host.Number("MemoryReservation") / Megabyte)
            .Set("memorySwap",
                host.Number("MemorySwap") is > 0 and var swap ? swap / Megabyte : host.Number("MemorySwap"))
            .Set("shmSize", host.Number("ShmSize") / Megabyte)
            .Set("cpuPeriod", Limit(host.Number("CpuPeriod"), known, "cpuPeriod"))
            .Set("cpuQuota", Limit(host.Number("CpuQuota"), known, "cpuQuota"))
            .Set("cpuShares", host.Number("CpuShares"))
            .Set("cpuSet", host.Text("CpusetCpus"))
            .Set("cpus", cores > 0 ? Cores(cores, known.Text("cpus")) : Given(known, "cpus"))
            .Set("deviceReadBps", host.Items("BlkioDeviceReadBps").Select(OutputElements.ReadThrottle))
            .Set("deviceReadIops", host.Items("BlkioDeviceReadIOps").Select(OutputElements.ReadThrottle))
            .Set("deviceWriteBps", host.Items("BlkioDeviceWriteBps").Select(OutputElements.ReadThrottle))
            .Set("deviceWriteIops", host.Items("BlkioDeviceWriteIOps").Select(OutputElements.ReadThrottle));
    }

    private static void AddNetworks(PropertyMapBuilder result, JsonNode container)
    {
        result.Set("bridge", container.Text("NetworkSettings", "Bridge"))
            .Set("networkDatas", container.Members("NetworkSettings", "Networks").Select(static network =>
                (PropertyValue)new PropertyMapBuilder()
                    .Set("gateway", network.Value.Text("Gateway"))
                    .Set("globalIpv6Address", network.Value.Text("GlobalIPv6Address"))
                    .Set("globalIpv6PrefixLength", network.Value.Number("GlobalIPv6PrefixLen"))
                    .Set("ipAddress", network.Value.Text("IPAddress"))
                    .Set("ipPrefixLength", network.Value.Number("IPPrefixLen"))
                    .Set("ipv6Gateway", network.Value.Text("IPv6Gateway"))
                    .Set("macAddress", network.Value.Text("MacAddress"))
                    .Set("networkName", network.Key)
                    .Build()));
    }

    // "1.50" and "1.5" are the same to the engine; the program's spelling stays as long as it means the same.
    private static PropertyString Cores(long nanoCores, string? given)
    {
        var cores = nanoCores / 1_000_000_000m;
        var same = decimal.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var asked)
            && asked == cores;
        return new PropertyString(same ? given! : cores.ToString("0.#########", CultureInfo.InvariantCulture));
    }

    // A null stays what it is as long as the engine has no limit either: so does the official provider write it.
    private static PropertyValue Limit(long actual, PropertyMap known, string name) =>
        actual == (known.Integer(name) ?? 0) ? Given(known, name) : new PropertyNumber(actual);

    private static IEnumerable<PropertyValue> Attached(JsonNode container, PropertyMap known)
    {
        var networks = container.Members("NetworkSettings", "Networks");
        return known.Maps("networksAdvanced")
            .Where(wanted => networks.Any(network => wanted.Text("name") is { } name
                && (name == network.Key || name == network.Value.Text("NetworkID"))))
            .Select(static wanted => (PropertyValue)OutputElements.Complete(wanted, OutputElements.Network));
    }

    private static PropertyValue Given(PropertyMap known, string name) =>
        known.TryGetValue(name, out var value) ? value.Plain : PropertyNull.Instance;

    private static IEnumerable<PropertyValue> Items(
        PropertyMap known, string name, ImmutableArray<KeyValuePair<string, PropertyValue>> zeros) =>
        known.Maps(name).Select(item => (PropertyValue)OutputElements.Complete(item, zeros));
}
