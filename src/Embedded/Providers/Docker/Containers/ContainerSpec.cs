using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// The body of POST /containers/create for a container's inputs. The container is made on the network mode's own
/// network even when networksAdvanced is given, and moved afterwards: a refresh of the official provider expects that
/// network mode.
/// </summary>
internal static class ContainerSpec
{
    private const long Megabyte = 1024 * 1024;

    public static JsonObject Build(PropertyMap inputs)
    {
        var (exposed, bindings) = PortSpec.ToJson(PortSpec.FromInputs(inputs));
        var (volumes, binds, volumesFrom) = MountSpec.Volumes(inputs);
        var body = new JsonObject
        {
            ["Image"] = inputs.Text("image"),
            ["Hostname"] = inputs.Text("hostname") ?? "",
            ["Domainname"] = inputs.Text("domainname") ?? "",
            ["User"] = inputs.Text("user") ?? "",
            ["WorkingDir"] = inputs.Text("workingDir") ?? "",
            ["Tty"] = inputs.Flag("tty") ?? false,
            ["OpenStdin"] = inputs.Flag("stdinOpen") ?? false,
            ["Env"] = inputs.Texts("envs").ToJson(),
            ["Labels"] = Labels.ToJson(inputs),
            ["ExposedPorts"] = exposed,
            ["Volumes"] = volumes,
            ["StopSignal"] = inputs.Text("stopSignal") ?? "",
        };
        if (inputs.Texts("command") is { IsEmpty: false } command) body["Cmd"] = command.ToJson();
        if (inputs.Texts("entrypoints") is { IsEmpty: false } entrypoints) body["Entrypoint"] = entrypoints.ToJson();
        if (inputs.Integer("stopTimeout") is > 0 and var stopTimeout) body["StopTimeout"] = stopTimeout;
        if (inputs.Map("healthcheck") is { } healthcheck) body["Healthcheck"] = Healthcheck(healthcheck);
        var host = Resources(inputs);
        host["Binds"] = binds;
        host["VolumesFrom"] = volumesFrom;
        host["PortBindings"] = bindings;
        AddHost(host, inputs);
        body["HostConfig"] = host;
        return body;
    }

    /// <summary>The body of POST /containers/ID/update, and the same members of a creation's HostConfig.</summary>
    public static JsonObject Resources(PropertyMap inputs)
    {
        var memory = inputs.Integer("memory") ?? 0;
        var result = new JsonObject
        {
            ["RestartPolicy"] = new JsonObject
            {
                ["Name"] = inputs.Text("restart") ?? "no",
                ["MaximumRetryCount"] = inputs.Integer("maxRetryCount") ?? 0,
            },
            ["Memory"] = memory * Megabyte,
            ["MemoryReservation"] = (inputs.Integer("memoryReservation") ?? 0) * Megabyte,
            ["CpuShares"] = inputs.Integer("cpuShares") ?? 0,
            ["CpusetCpus"] = inputs.Text("cpuSet") ?? "",
            ["BlkioDeviceReadBps"] = Throttles(inputs, "deviceReadBps"),
            ["BlkioDeviceReadIOps"] = Throttles(inputs, "deviceReadIops"),
            ["BlkioDeviceWriteBps"] = Throttles(inputs, "deviceWriteBps"),
            ["BlkioDeviceWriteIOps"] = Throttles(inputs, "deviceWriteIops"),
        };
        var swap = inputs.Integer("memorySwap") ?? 0;
        // The engine's own default, said aloud: an update of the memory alone is refused when it exceeds the old swap
        // limit.
        if (swap == 0 && memory > 0) swap = memory * 2;
        if (swap != 0) result["MemorySwap"] = swap > 0 ? swap * Megabyte : swap;
        if (inputs.Text("cpus") is { Length: > 0 } cpus)
        {
            result["NanoCpus"] = (long)(
                decimal.Parse(cpus, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
                * 1_000_000_000m);
        }
        else
        {
            if (inputs.Integer("cpuPeriod") is > 0 and var period) result["CpuPeriod"] = period;
            if (inputs.Integer("cpuQuota") is { } quota and not 0) result["CpuQuota"] = quota;
        }
        return result;
    }

    private static void AddHost(JsonObject host, PropertyMap inputs)
    {
        host["NetworkMode"] = inputs.Text("networkMode") is { Length: > 0 } mode ? mode : "bridge";
        host["AutoRemove"] = inputs.Flag("rm") ?? false;
        host["Privileged"] = inputs.Flag("privileged") ?? false;
        host["PublishAllPorts"] = inputs.Flag("publishAllPorts") ?? false;
        host["ReadonlyRootfs"] = inputs.Flag("readOnly") ?? false;
        host["Init"] = inputs.Flag("init") ?? false;
        host["LogConfig"] = new JsonObject
        {
            ["Type"] = inputs.Text("logDriver") ?? "",
            ["Config"] = inputs.TextMap("logOpts").ToJson(),
        };
        host["Tmpfs"] = inputs.TextMap("tmpfs").ToJson();
        host["Sysctls"] = inputs.TextMap("sysctls").ToJson();
        host["StorageOpt"] = inputs.TextMap("storageOpts").ToJson();
        host["ShmSize"] = (inputs.Integer("shmSize") ?? 0) * Megabyte;
        host["Dns"] = inputs.Texts("dns").ToJson();
        host["DnsOptions"] = inputs.Texts("dnsOpts").ToJson();
        host["DnsSearch"] = inputs.Texts("dnsSearches").ToJson();
        host["GroupAdd"] = inputs.Texts("groupAdds").ToJson();
        host["ExtraHosts"] = inputs.Maps("hosts").Select(static entry => $"{entry.Text("host")}:{entry.Text("ip")}")
            .ToJson();
        host["Mounts"] = MountSpec.Mounts(inputs);
        host["Ulimits"] = Ulimits(inputs);
        host["Devices"] = Devices(inputs);
        if (inputs.Map("capabilities") is { } capabilities)
        {
            host["CapAdd"] = capabilities.Texts("adds").ToJson();
            host["CapDrop"] = capabilities.Texts("drops").ToJson();
        }
        AddText(host, "Runtime", inputs.Text("runtime"));
        AddText(host, "IpcMode", inputs.Text("ipcMode"));
        AddText(host, "PidMode", inputs.Text("pidMode"));
        AddText(host, "UsernsMode", inputs.Text("usernsMode"));
        AddText(host, "CgroupnsMode", inputs.Text("cgroupnsMode"));
        AddText(host, "CgroupParent", inputs.Text("cgroupParent"));
        AddSecurity(host, inputs);
    }

    // As the docker CLI does it: systempaths=unconfined is no option of the engine, but empty path lists.
    private static void AddSecurity(JsonObject host, PropertyMap inputs)
    {
        var options = inputs.Texts("securityOpts");
        if (options.IsEmpty) return;
        const string unconfined = "systempaths=unconfined";
        host["SecurityOpt"] = options.Where(static option => option != unconfined).ToJson();
        if (!options.Contains(unconfined)) return;
        host["MaskedPaths"] = new JsonArray();
        host["ReadonlyPaths"] = new JsonArray();
    }

    private static void AddText(JsonObject host, string name, string? value)
    {
        if (value is { Length: > 0 }) host[name] = value;
    }

    private static JsonObject Healthcheck(PropertyMap healthcheck) => new()
    {
        ["Test"] = healthcheck.Texts("tests").ToJson(),
        ["Interval"] = Nanoseconds(healthcheck, "interval"),
        ["Timeout"] = Nanoseconds(healthcheck, "timeout"),
        ["StartPeriod"] = Nanoseconds(healthcheck, "startPeriod"),
        ["StartInterval"] = Nanoseconds(healthcheck, "startInterval"),
        ["Retries"] = healthcheck.Integer("retries") ?? 0,
    };

    private static long Nanoseconds(PropertyMap map, string name) => GoDuration.Parse(map.Text(name) ?? "0s") ?? 0;

    private static JsonArray Ulimits(PropertyMap inputs) =>
    [
        .. inputs.Maps("ulimits").Select(static limit => (JsonNode?)new JsonObject
        {
            ["Name"] = limit.Text("name"),
            ["Soft"] = limit.Integer("soft") ?? 0,
            ["Hard"] = limit.Integer("hard") ?? 0,
        }),
    ];

    private static JsonArray Devices(PropertyMap inputs) =>
    [
        .. inputs.Maps("devices").Select(static device => (JsonNode?)new JsonObject
        {
            ["PathOnHost"] = device.Text("hostPath"),
            ["PathInContainer"] = device.Text("containerPath") is { Length: > 0 } path ? path : device.Text("hostPath"),
            ["CgroupPermissions"] = device.Text("permissions") is { Length: > 0 } permissions ? permissions : "rwm",
        }),
    ];

    private static JsonArray Throttles(PropertyMap inputs, string name) =>
    [
        .. inputs.Maps(name).Select(static device => (JsonNode?)new JsonObject
        {
            ["Path"] = device.Text("path"),
            ["Rate"] = device.Integer("rate") ?? 0,
        }),
    ];
}
