using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Tests.Embedded.Providers;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>
/// The world of the golden texts, in memory: what the docker, random and command providers of the recorded program
/// answered, reduced to what reaches the terminal.
/// </summary>
public sealed class GoldenCloud
{
    private int _next;

    /// <summary>The container, when somebody has stopped it from outside.</summary>
    public bool IsStopped { get; set; }

    /// <summary>The container, when somebody has removed it from outside.</summary>
    public bool IsGone { get; set; }

    /// <summary>What a real engine reports of a container beside its inputs.</summary>
    public static PropertyMap ContainerOutputs { get; } = Property.Map("""
        {
          "__meta": "{\"schema_version\":\"2\"}", "attach": false, "bridge": "", "cpuSet": "", "cpuShares": 0,
          "deviceReadBps": [], "deviceReadIops": [], "deviceRequests": [], "deviceWriteBps": [], "deviceWriteIops": [],
          "devices": [], "domainname": "", "entrypoints": [], "hosts": [], "init": false, "ipcMode": "private",
          "logDriver": "json-file", "logs": false, "maxRetryCount": 0, "memoryReservation": 0, "mounts": [],
          "networkDatas": [{"gateway": "172.20.0.1", "globalIpv6Address": "", "globalIpv6PrefixLength": 0,
            "ipAddress": "172.20.0.2", "ipPrefixLength": 16, "ipv6Gateway": "", "macAddress": "02:42:ac:14:00:02",
            "networkName": "gold-net"}],
          "networksAdvanced": [{"aliases": ["db"], "driverOpts": [], "gwPriority": null, "ipv4Address": "",
            "ipv6Address": "", "linkLocalIps": [], "macAddress": "", "name": "gold-net"}],
          "platform": "linux", "privileged": false, "publishAllPorts": false, "readOnly": false, "rm": false,
          "runtime": "runc", "securityOpts": [], "shmSize": 64, "stdinOpen": false, "stopSignal": "", "stopTimeout": 0,
          "tty": false, "ulimits": [], "uploads": [], "user": "", "usernsMode": "",
          "volumes": [{"containerPath": "/data", "fromContainer": "", "hostPath": "", "readOnly": null,
            "selinuxRelabel": "", "volumeName": "gold-data"}],
          "wait": false, "workingDir": ""
        }
        """);

    public string NewHex() => (0x0802a83d + (0x01010101 * Interlocked.Increment(ref _next))).ToString("x8", null);

    public IProvider? Create(string package) => package switch
    {
        "docker" => new GoldenDocker(this),
        "random" => new GoldenRandom(this),
        "command" => new GoldenCommand(),
        _ => null,
    };
}

/// <summary>The part of a provider that the golden ones share.</summary>
public abstract class GoldenProvider(string package) : IProvider
{
    public string Package => package;

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config) => [];

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation) => Task.CompletedTask;

    public virtual Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation) =>
        Task.FromResult(new CheckResult(newInputs, []));

    public abstract Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation);

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public abstract Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation);

    public virtual Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs,
        CancellationToken cancellation) => Task.FromResult<ReadResult?>(new ReadResult(id, inputs, outputs));

    public virtual Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation) =>
        Task.FromResult(request.OldOutputs);

    public Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log, CancellationToken cancellation) => Task.CompletedTask;

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        throw new ProviderException($"unknown function '{token}'");

    protected static PropertyMap Join(PropertyMap under, PropertyMap over) =>
        over.Aggregate(under, (map, entry) => map.With(entry.Key, entry.Value));

    protected static DiffResult Changes(
        IEnumerable<(string Path, DiffKind Kind)> details, bool deleteBeforeReplace = false)
    {
        var all = details.ToImmutableSortedDictionary(
            detail => detail.Path, detail => detail.Kind, StringComparer.Ordinal);
        return new DiffResult(all.Count > 0, all, [], deleteBeforeReplace);
    }
}
