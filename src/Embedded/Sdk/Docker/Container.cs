using System.Collections.Immutable;

namespace Pulumi.Docker;

/// <summary>A container and its life cycle (docker:index/container:Container).</summary>
public class Container : CustomResource
{
    public Container(string name, ContainerArgs args, CustomResourceOptions? options = null)
        : base("docker:index/container:Container", name, args ?? new ContainerArgs(), Package.Options(options))
    {
    }

    [Output("attach")] public Output<bool?> Attach { get; private set; } = null!;

    [Output("bridge")] public Output<string> Bridge { get; private set; } = null!;

    [Output("capabilities")] public Output<Outputs.ContainerCapabilities?> Capabilities { get; private set; } = null!;

    [Output("cgroupnsMode")] public Output<string?> CgroupnsMode { get; private set; } = null!;

    [Output("cgroupParent")] public Output<string?> CgroupParent { get; private set; } = null!;

    [Output("command")] public Output<ImmutableArray<string>> Command { get; private set; } = null!;

    [Output("containerLogs")] public Output<string> ContainerLogs { get; private set; } = null!;

    [Output("containerReadRefreshTimeoutMilliseconds")]
    public Output<int?> ContainerReadRefreshTimeoutMilliseconds { get; private set; } = null!;

    [Output("cpuPeriod")] public Output<int?> CpuPeriod { get; private set; } = null!;

    [Output("cpuQuota")] public Output<int?> CpuQuota { get; private set; } = null!;

    [Output("cpus")] public Output<string?> Cpus { get; private set; } = null!;

    [Output("cpuSet")] public Output<string?> CpuSet { get; private set; } = null!;

    [Output("cpuShares")] public Output<int?> CpuShares { get; private set; } = null!;

    [Output("destroyGraceSeconds")] public Output<int?> DestroyGraceSeconds { get; private set; } = null!;

    [Output("deviceReadBps")]
    public Output<ImmutableArray<Outputs.ContainerDeviceReadBp>> DeviceReadBps { get; private set; } = null!;

    [Output("deviceReadIops")]
    public Output<ImmutableArray<Outputs.ContainerDeviceReadIop>> DeviceReadIops { get; private set; } = null!;

    [Output("deviceWriteBps")]
    public Output<ImmutableArray<Outputs.ContainerDeviceWriteBp>> DeviceWriteBps { get; private set; } = null!;

    [Output("deviceWriteIops")]
    public Output<ImmutableArray<Outputs.ContainerDeviceWriteIop>> DeviceWriteIops { get; private set; } = null!;

    [Output("devices")] public Output<ImmutableArray<Outputs.ContainerDevice>> Devices { get; private set; } = null!;

    [Output("dns")] public Output<ImmutableArray<string>> Dns { get; private set; } = null!;

    [Output("dnsOpts")] public Output<ImmutableArray<string>> DnsOpts { get; private set; } = null!;

    [Output("dnsSearches")] public Output<ImmutableArray<string>> DnsSearches { get; private set; } = null!;

    [Output("domainname")] public Output<string?> Domainname { get; private set; } = null!;

    [Output("entrypoints")] public Output<ImmutableArray<string>> Entrypoints { get; private set; } = null!;

    [Output("envs")] public Output<ImmutableArray<string>> Envs { get; private set; } = null!;

    [Output("exitCode")] public Output<int> ExitCode { get; private set; } = null!;

    [Output("groupAdds")] public Output<ImmutableArray<string>> GroupAdds { get; private set; } = null!;

    [Output("healthcheck")] public Output<Outputs.ContainerHealthcheck> Healthcheck { get; private set; } = null!;

    [Output("hostname")] public Output<string> Hostname { get; private set; } = null!;

    [Output("hosts")] public Output<ImmutableArray<Outputs.ContainerHost>> Hosts { get; private set; } = null!;

    [Output("image")] public Output<string> Image { get; private set; } = null!;

    [Output("init")] public Output<bool> Init { get; private set; } = null!;

    [Output("ipcMode")] public Output<string> IpcMode { get; private set; } = null!;

    [Output("labels")] public Output<ImmutableArray<Outputs.ContainerLabel>> Labels { get; private set; } = null!;

    [Output("logDriver")] public Output<string> LogDriver { get; private set; } = null!;

    [Output("logOpts")] public Output<ImmutableDictionary<string, string>?> LogOpts { get; private set; } = null!;

    [Output("logs")] public Output<bool?> Logs { get; private set; } = null!;

    [Output("maxRetryCount")] public Output<int?> MaxRetryCount { get; private set; } = null!;

    [Output("memory")] public Output<int?> Memory { get; private set; } = null!;

    [Output("memoryReservation")] public Output<int?> MemoryReservation { get; private set; } = null!;

    [Output("memorySwap")] public Output<int?> MemorySwap { get; private set; } = null!;

    [Output("mounts")] public Output<ImmutableArray<Outputs.ContainerMount>> Mounts { get; private set; } = null!;

    [Output("mustRun")] public Output<bool?> MustRun { get; private set; } = null!;

    [Output("name")] public Output<string> Name { get; private set; } = null!;

    [Output("networkDatas")]
    public Output<ImmutableArray<Outputs.ContainerNetworkData>> NetworkDatas { get; private set; } = null!;

    [Output("networkMode")] public Output<string?> NetworkMode { get; private set; } = null!;

    [Output("networksAdvanced")]
    public Output<ImmutableArray<Outputs.ContainerNetworksAdvanced>> NetworksAdvanced { get; private set; } = null!;

    [Output("pidMode")] public Output<string?> PidMode { get; private set; } = null!;

    [Output("platform")] public Output<string> Platform { get; private set; } = null!;

    [Output("ports")] public Output<ImmutableArray<Outputs.ContainerPort>> Ports { get; private set; } = null!;

    [Output("privileged")] public Output<bool?> Privileged { get; private set; } = null!;

    [Output("publishAllPorts")] public Output<bool?> PublishAllPorts { get; private set; } = null!;

    [Output("readOnly")] public Output<bool?> ReadOnly { get; private set; } = null!;

    [Output("removeVolumes")] public Output<bool?> RemoveVolumes { get; private set; } = null!;

    [Output("restart")] public Output<string?> Restart { get; private set; } = null!;

    [Output("rm")] public Output<bool?> Rm { get; private set; } = null!;

    [Output("runtime")] public Output<string> Runtime { get; private set; } = null!;

    [Output("securityOpts")] public Output<ImmutableArray<string>> SecurityOpts { get; private set; } = null!;

    [Output("shmSize")] public Output<int> ShmSize { get; private set; } = null!;

    [Output("start")] public Output<bool?> Start { get; private set; } = null!;

    [Output("stdinOpen")] public Output<bool?> StdinOpen { get; private set; } = null!;

    [Output("stopSignal")] public Output<string> StopSignal { get; private set; } = null!;

    [Output("stopTimeout")] public Output<int> StopTimeout { get; private set; } = null!;

    [Output("storageOpts")]
    public Output<ImmutableDictionary<string, string>?> StorageOpts { get; private set; } = null!;

    [Output("sysctls")] public Output<ImmutableDictionary<string, string>?> Sysctls { get; private set; } = null!;

    [Output("tmpfs")] public Output<ImmutableDictionary<string, string>?> Tmpfs { get; private set; } = null!;

    [Output("tty")] public Output<bool?> Tty { get; private set; } = null!;

    [Output("ulimits")] public Output<ImmutableArray<Outputs.ContainerUlimit>> Ulimits { get; private set; } = null!;

    [Output("uploads")] public Output<ImmutableArray<Outputs.ContainerUpload>> Uploads { get; private set; } = null!;

    [Output("user")] public Output<string?> User { get; private set; } = null!;

    [Output("usernsMode")] public Output<string?> UsernsMode { get; private set; } = null!;

    [Output("volumes")] public Output<ImmutableArray<Outputs.ContainerVolume>> Volumes { get; private set; } = null!;

    [Output("wait")] public Output<bool?> Wait { get; private set; } = null!;

    [Output("waitTimeout")] public Output<int?> WaitTimeout { get; private set; } = null!;

    [Output("workingDir")] public Output<string?> WorkingDir { get; private set; } = null!;
}
