using System.Collections.Concurrent;
using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Tests.Embedded.Engine;

/// <summary>A world of things that exist, and everything that was done to it.</summary>
public sealed class MemoryCloud
{
    private int _next;

    public ConcurrentDictionary<string, PropertyMap> Things { get; } = new();

    /// <summary>"create a", "delete a": in the order in which they were done.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Operations that fail, as the log would name them.</summary>
    public ConcurrentDictionary<string, string> Failures { get; } = new();

    /// <summary>Time-outs that reached the provider: "create a 60".</summary>
    public ConcurrentQueue<string> Timeouts { get; } = new();

    /// <summary>The provider cannot say what an interrupted creation has left.</summary>
    public bool ForgetsInterrupted { get; set; }

    /// <summary>Called at the start of every operation.</summary>
    public Action<string>? OnOperation { get; set; }

    public void NoteTimeout(string operation, double? seconds)
    {
        if (seconds is { } known) Timeouts.Enqueue($"{operation} {known}");
    }

    public string NewId(string name) => $"{name}-{Interlocked.Increment(ref _next)}";

    public void Do(string operation)
    {
        OnOperation?.Invoke(operation);
        if (Failures.TryGetValue(operation, out var message)) throw new ProviderException(message);
        Log.Enqueue(operation);
    }

    public string[] TakeLog()
    {
        var log = Log.ToArray();
        Log.Clear();
        return log;
    }
}

/// <summary>
/// Manages things of a <see cref="MemoryCloud"/>. The input "key" replaces; "first" makes that replacement delete
/// first; "busy" is what preflight finds; "bad" is refused by check. Outputs are the inputs and "made", a text that
/// only the cloud knows.
/// </summary>
public sealed class MemoryProvider(MemoryCloud cloud) : IProvider
{
    public string Package => "mem";

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config) =>
        config.ContainsKey("bad") ? [new CheckFailure("bad", "bad settings")] : [];

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation) => Task.CompletedTask;

    public Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation) =>
        Task.FromResult(new CheckResult(
            newInputs, newInputs.ContainsKey("bad") ? [new CheckFailure("bad", "this is bad")] : []));

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation)
    {
        var details = ImmutableSortedDictionary.CreateBuilder<string, DiffKind>();
        foreach (var name in request.OldInputs.Keys.Union(request.NewInputs.Keys))
        {
            var (old, news) = (request.OldOutputs.GetValueOrDefault(name), request.NewInputs.GetValueOrDefault(name));
            if (Equals(old, news)) continue;
            var replaces = name == "key";
            details[name] = (old, news) switch
            {
                (null, _) => replaces ? DiffKind.AddReplace : DiffKind.Add,
                (_, null) => replaces ? DiffKind.DeleteReplace : DiffKind.Delete,
                _ => replaces ? DiffKind.UpdateReplace : DiffKind.Update,
            };
        }
        return Task.FromResult(
            new DiffResult(details.Count > 0, details.ToImmutable(), [], request.NewInputs.ContainsKey("first")));
    }

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(inputs.TryGetValue("busy", out var port)
            ? ImmutableArray.Create(new CheckFailure("busy", $"port {((PropertyString)port).Value} is in use"))
            : []);

    public async Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        await Task.Yield();
        if (preview) return new CreateResult("", inputs.With("made", PropertyUnknown.Instance));
        cloud.NoteTimeout($"create {resource.Name}", timeoutSeconds);
        cloud.Do($"create {resource.Name}");
        var id = cloud.NewId(resource.Name);
        var outputs = inputs.With("made", new PropertyString($"made-{id}"));
        cloud.Things[id] = outputs;
        if (cloud.Failures.TryGetValue($"ready {resource.Name}", out var reason))
            throw new PartialFailureException(reason, id, outputs, [reason]);
        return new CreateResult(id, outputs);
    }

    public Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        cloud.OnOperation?.Invoke($"read {resource.Name}");
        if (cloud.Failures.TryGetValue($"read {resource.Name}", out var message)) throw new ProviderException(message);
        return Task.FromResult(cloud.Things.TryGetValue(id, out var thing)
            ? new ReadResult(id, PropertyMap.From(thing.Where(entry => entry.Key != "made")), thing)
            : null);
    }

    public async Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation)
    {
        await Task.Yield();
        var outputs = request.NewInputs.With("made", request.OldOutputs["made"]);
        if (preview) return outputs;
        cloud.NoteTimeout($"update {request.Resource.Name}", timeoutSeconds);
        cloud.Do($"update {request.Resource.Name}");
        return cloud.Things[request.Id] = outputs;
    }

    public async Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log, CancellationToken cancellation)
    {
        await Task.Yield();
        cloud.NoteTimeout($"delete {resource.Name}", timeoutSeconds);
        cloud.Do($"delete {resource.Name}");
        cloud.Things.TryRemove(id, out _);
    }

    public Task<string?> FindInterruptedAsync(
        ResourceIdentity resource, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(cloud.ForgetsInterrupted ? null :
            cloud.Things.Keys.FirstOrDefault(id => id.StartsWith(resource.Name + "-", StringComparison.Ordinal)) ?? "");

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        Task.FromResult(new InvokeResult(PropertyMap.Empty.With("count", new PropertyNumber(cloud.Things.Count)), []));
}
