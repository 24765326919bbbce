namespace Pulumi.Docker;

/// <summary>Arguments of a container. Memory and shared memory are in MB, time-outs in seconds.</summary>
public sealed class ContainerArgs : ResourceArgs
{
    public ContainerArgs()
    {
    }

    [Input("attach")] public Input<bool>? Attach { get; set; }

    [Input("capabilities")] public Input<Inputs.ContainerCapabilitiesArgs>? Capabilities { get; set; }

    [Input("cgroupnsMode")] public Input<string>? CgroupnsMode { get; set; }

    [Input("cgroupParent")] public Input<string>? CgroupParent { get; set; }

    [Input("command")] private InputList<string>? _command;

    public InputList<string> Command { get => _command ??= []; set => _command = value; }

    [Input("containerReadRefreshTimeoutMilliseconds")]
    public Input<int>? ContainerReadRefreshTimeoutMilliseconds { get; set; }

    [Input("cpuPeriod")] public Input<int>? CpuPeriod { get; set; }

    [Input("cpuQuota")] public Input<int>? CpuQuota { get; set; }

    [Input("cpus")] public Input<string>? Cpus { get; set; }

    [Input("cpuSet")] public Input<string>? CpuSet { get; set; }

    [Input("cpuShares")] public Input<int>? CpuShares { get; set; }

    [Input("destroyGraceSeconds")] public Input<int>? DestroyGraceSeconds { get; set; }

    [Input("deviceReadBps")] private InputList<Inputs.ContainerDeviceReadBpArgs>? _deviceReadBps;

    public InputList<Inputs.ContainerDeviceReadBpArgs> DeviceReadBps
    {
        get => _deviceReadBps ??= [];
        set => _deviceReadBps = value;
    }

    [Input("deviceReadIops")] private InputList<Inputs.ContainerDeviceReadIopArgs>? _deviceReadIops;

    public InputList<Inputs.ContainerDeviceReadIopArgs> DeviceReadIops
    {
        get => _deviceReadIops ??= [];
        set => _deviceReadIops = value;
    }

    [Input("deviceWriteBps")] private InputList<Inputs.ContainerDeviceWriteBpArgs>? _deviceWriteBps;

    public InputList<Inputs.ContainerDeviceWriteBpArgs> DeviceWriteBps
    {
        get => _deviceWriteBps ??= [];
        set => _deviceWriteBps = value;
    }

    [Input("deviceWriteIops")] private InputList<Inputs.ContainerDeviceWriteIopArgs>? _deviceWriteIops;

    public InputList<Inputs.ContainerDeviceWriteIopArgs> DeviceWriteIops
    {
        get => _deviceWriteIops ??= [];
        set => _deviceWriteIops = value;
    }

    [Input("devices")] private InputList<Inputs.ContainerDeviceArgs>? _devices;

    public InputList<Inputs.ContainerDeviceArgs> Devices { get => _devices ??= []; set => _devices = value; }

    [Input("dns")] private InputList<string>? _dns;

    public InputList<string> Dns { get => _dns ??= []; set => _dns = value; }

    [Input("dnsOpts")] private InputList<string>? _dnsOpts;

    public InputList<string> DnsOpts { get => _dnsOpts ??= []; set => _dnsOpts = value; }

    [Input("dnsSearches")] private InputList<string>? _dnsSearches;

    public InputList<string> DnsSearches { get => _dnsSearches ??= []; set => _dnsSearches = value; }

    [Input("domainname")] public Input<string>? Domainname { get; set; }

    [Input("entrypoints")] private InputList<string>? _entrypoints;

    public InputList<string> Entrypoints { get => _entrypoints ??= []; set => _entrypoints = value; }

    [Input("envs")] private InputList<string>? _envs;

    public InputList<string> Envs { get => _envs ??= []; set => _envs = value; }

    [Input("groupAdds")] private InputList<string>? _groupAdds;

    public InputList<string> GroupAdds { get => _groupAdds ??= []; set => _groupAdds = value; }

    [Input("healthcheck")] public Input<Inputs.ContainerHealthcheckArgs>? Healthcheck { get; set; }

    [Input("hostname")] public Input<string>? Hostname { get; set; }

    [Input("hosts")] private InputList<Inputs.ContainerHostArgs>? _hosts;

    public InputList<Inputs.ContainerHostArgs> Hosts { get => _hosts ??= []; set => _hosts = value; }

    [Input("image", required: true)] public Input<string> Image { get; set; } = null!;

    [Input("init")] public Input<bool>? Init { get; set; }

    [Input("ipcMode")] public Input<string>? IpcMode { get; set; }

    [Input("labels")] private InputList<Inputs.ContainerLabelArgs>? _labels;

    public InputList<Inputs.ContainerLabelArgs> Labels { get => _labels ??= []; set => _labels = value; }

    [Input("logDriver")] public Input<string>? LogDriver { get; set; }

    [Input("logOpts")] private InputMap<string>? _logOpts;

    public InputMap<string> LogOpts { get => _logOpts ??= []; set => _logOpts = value; }

    [Input("logs")] public Input<bool>? Logs { get; set; }

    [Input("maxRetryCount")] public Input<int>? MaxRetryCount { get; set; }

    [Input("memory")] public Input<int>? Memory { get; set; }

    [Input("memoryReservation")] public Input<int>? MemoryReservation { get; set; }

    [Input("memorySwap")] public Input<int>? MemorySwap { get; set; }

    [Input("mounts")] private InputList<Inputs.ContainerMountArgs>? _mounts;

    public InputList<Inputs.ContainerMountArgs> Mounts { get => _mounts ??= []; set => _mounts = value; }

    [Input("mustRun")] public Input<bool>? MustRun { get; set; }

    [Input("name")] public Input<string>? Name { get; set; }

    [Input("networkMode")] public Input<string>? NetworkMode { get; set; }

    [Input("networksAdvanced")] private InputList<Inputs.ContainerNetworksAdvancedArgs>? _networksAdvanced;

    public InputList<Inputs.ContainerNetworksAdvancedArgs> NetworksAdvanced
    {
        get => _networksAdvanced ??= [];
        set => _networksAdvanced = value;
    }

    [Input("pidMode")] public Input<string>? PidMode { get; set; }

    [Input("platform")] public Input<string>? Platform { get; set; }

    [Input("ports")] private InputList<Inputs.ContainerPortArgs>? _ports;

    public InputList<Inputs.ContainerPortArgs> Ports { get => _ports ??= []; set => _ports = value; }

    [Input("privileged")] public Input<bool>? Privileged { get; set; }

    [Input("publishAllPorts")] public Input<bool>? PublishAllPorts { get; set; }

    [Input("readOnly")] public Input<bool>? ReadOnly { get; set; }

    [Input("removeVolumes")] public Input<bool>? RemoveVolumes { get; set; }

    [Input("restart")] public Input<string>? Restart { get; set; }

    [Input("rm")] public Input<bool>? Rm { get; set; }

    [Input("runtime")] public Input<string>? Runtime { get; set; }

    [Input("securityOpts")] private InputList<string>? _securityOpts;

    public InputList<string> SecurityOpts { get => _securityOpts ??= []; set => _securityOpts = value; }

    [Input("shmSize")] public Input<int>? ShmSize { get; set; }

    [Input("start")] public Input<bool>? Start { get; set; }

    [Input("stdinOpen")] public Input<bool>? StdinOpen { get; set; }

    [Input("stopSignal")] public Input<string>? StopSignal { get; set; }

    [Input("stopTimeout")] public Input<int>? StopTimeout { get; set; }

    [Input("storageOpts")] private InputMap<string>? _storageOpts;

    public InputMap<string> StorageOpts { get => _storageOpts ??= []; set => _storageOpts = value; }

    [Input("sysctls")] private InputMap<string>? _sysctls;

    public InputMap<string> Sysctls { get => _sysctls ??= []; set => _sysctls = value; }

    [Input("tmpfs")] private InputMap<string>? _tmpfs;

    public InputMap<string> Tmpfs { get => _tmpfs ??= []; set => _tmpfs = value; }

    [Input("tty")] public Input<bool>? Tty { get; set; }

    [Input("ulimits")] private InputList<Inputs.ContainerUlimitArgs>? _ulimits;

    public InputList<Inputs.ContainerUlimitArgs> Ulimits { get => _ulimits ??= []; set => _ulimits = value; }

    [Input("uploads")] private InputList<Inputs.ContainerUploadArgs>? _uploads;

    public InputList<Inputs.ContainerUploadArgs> Uploads { get => _uploads ??= []; set => _uploads = value; }

    [Input("user")] public Input<string>? User { get; set; }

    [Input("usernsMode")] public Input<string>? UsernsMode { get; set; }

    [Input("volumes")] private InputList<Inputs.ContainerVolumeArgs>? _volumes;

    public InputList<Inputs.ContainerVolumeArgs> Volumes { get => _volumes ??= []; set => _volumes = value; }

    [Input("wait")] public Input<bool>? Wait { get; set; }

    [Input("waitTimeout")] public Input<int>? WaitTimeout { get; set; }

    [Input("workingDir")] public Input<string>? WorkingDir { get; set; }

    public static new ContainerArgs Empty => new();
}
