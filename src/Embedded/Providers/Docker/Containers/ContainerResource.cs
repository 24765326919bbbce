using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// docker:index/container:Container. Replaced delete-first, always: two containers cannot have one name or one port.
/// </summary>
internal sealed class ContainerResource(AutoName names, TimeProvider time, string workingFolder) : IDockerResource
{
    private const int DefaultTimeoutSeconds = 20 * 60;

    private static readonly ImmutableArray<string> Computed =
    [
        "bridge", "command", "containerLogs", "entrypoints", "envs", "exitCode", "healthcheck", "hostname", "init",
        "ipcMode",
        "labels", "logDriver", "networkDatas", "platform", "runtime", "securityOpts", "shmSize", "stopSignal",
        "stopTimeout",
    ];

    private static readonly ImmutableArray<string> Limits =
        ["memory", "memoryReservation", "memorySwap", "cpuShares", "cpuSet", "cpuPeriod", "cpuQuota"];

    private readonly KnownContainers _known = new();

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var inputs = SchemaDefaults.Apply(ContainerSchema.Properties, names.Apply(resource, oldInputs, newInputs));
        return new CheckResult(inputs, ContainerChecks.Run(inputs, workingFolder));
    }

    public DiffResult Diff(DiffRequest request)
    {
        _known.Add(request.Id);
        return ReplaceToLift(SchemaComparer.Compare(ContainerSchema.Properties, request, deleteBeforeReplace: true));
    }

    // The engine changes a limit in place but never lifts one: 0 means "as it is" to it.
    private static DiffResult ReplaceToLift(DiffResult diff)
    {
        var lifted = Limits.Where(name => diff.Details.GetValueOrDefault(name) == DiffKind.Delete
            && diff.Details.ContainsKey(name)).ToImmutableArray();
        return diff with
        {
            Details = diff.Details.SetItems(
                lifted.Select(static name => KeyValuePair.Create(name, DiffKind.DeleteReplace))),
            ReplaceKeys = diff.ReplaceKeys.AddRange(lifted),
        };
    }

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        DockerClient docker, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        new ContainerPreflight(docker, _known, workingFolder).RunAsync(replacedId, inputs, cancellation);

    public PropertyMap Foresee(PropertyMap inputs) => SchemaPreview.Foresee(inputs, Computed);

    public async Task<CreateResult> CreateAsync(
        DockerClient docker, PropertyMap inputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        using var deadline = Deadline(timeoutSeconds, cancellation);
        return await new ContainerCreation(docker, time, log, _known, workingFolder)
            .RunAsync(inputs, deadline.Token, cancellation);
    }

    public async Task<ReadResult?> ReadAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        _known.Add(id);
        if (await docker.FindAsync($"containers/{DockerClient.Escape(id)}/json", cancellation) is not { } container)
        {
            return null;
        }
        var read = ContainerOutputs.Build(container, Known(outputs, inputs));
        return new ReadResult(container.Text("Id"), SchemaDrift.Adjust(ContainerSchema.Properties, inputs, read), read);
    }

    public async Task<PropertyMap> UpdateAsync(
        DockerClient docker, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        using var deadline = Deadline(timeoutSeconds, cancellation);
        var path = $"containers/{DockerClient.Escape(request.Id)}";
        var changed = Diff(request).Details.Keys.ToImmutableHashSet(StringComparer.Ordinal);
        try
        {
            if (changed.Contains("mustRun") && request.NewInputs.Flag("mustRun") != false
                && request.NewInputs.Flag("start") != false)
            {
                await StartAsync(docker, path, deadline.Token);
            }
            if (changed.Overlaps(EngineSettings))
            {
                await docker.PostAsync($"{path}/update", ContainerSpec.Resources(request.NewInputs), deadline.Token);
            }
            var container = await docker.GetAsync($"{path}/json", deadline.Token);
            return ContainerOutputs.Build(container, Known(request.OldOutputs, request.NewInputs));
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"Unable to update a container: {exception.Message}", exception);
        }
    }

    public async Task DeleteAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation)
    {
        using var deadline = Deadline(timeoutSeconds, cancellation);
        await new ContainerRemoval(docker, time).RunAsync(id, Known(outputs, inputs), deadline.Token);
    }

    public async Task<string?> FindInterruptedAsync(
        DockerClient docker, PropertyMap inputs, CancellationToken cancellation)
    {
        if (inputs.Text("name") is not { Length: > 0 } name) return null;
        if (await docker.FindAsync($"containers/{DockerClient.Escape(name)}/json", cancellation) is null) return "";
        return await Orphan.FindAsync(docker, inputs, _known, cancellation);
    }

    private static readonly ImmutableHashSet<string> EngineSettings =
    [
        "restart", "maxRetryCount", "memory", "memoryReservation", "memorySwap", "cpuShares", "cpuSet", "cpuPeriod",
        "cpuQuota",
    ];

    /// <summary>
    /// What is known beside the engine's answer: the inputs, and older outputs for what they do not say.
    /// </summary>
    private static PropertyMap Known(PropertyMap outputs, PropertyMap inputs)
    {
        var result = PropertyMapBuilder.From((PropertyMap)SchemaPreview.WithoutMarkers(inputs));
        foreach (var name in (string[])["containerLogs", "envs", "labels"])
        {
            if (!inputs.ContainsKey(name) && outputs.TryGetValue(name, out var value)) result.Set(name, value.Plain);
        }
        return result.Build();
    }

    private static async Task StartAsync(DockerClient docker, string path, CancellationToken cancellation)
    {
        try
        {
            await docker.PostAsync($"{path}/start", null, cancellation);
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"Unable to start container: {exception.Message}", exception);
        }
    }

    private static CancellationTokenSource Deadline(double? timeoutSeconds, CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        source.CancelAfter(TimeSpan.FromSeconds(timeoutSeconds ?? DefaultTimeoutSeconds));
        return source;
    }
}
