using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;
using Postern.Embedded.Providers.Nomad.Jobs;
using Postern.Embedded.Providers.Nomad.Namespaces;
using Postern.Embedded.Providers.Nomad.Variables;

namespace Postern.Embedded.Providers.Nomad;

/// <summary>The package "nomad" against an agent's HTTP API: jobs, variables and namespaces.</summary>
public sealed class NomadProvider(NomadProviderSettings settings) : IProvider, IDisposable
{
    private readonly ResourceTypes<INomadResource> _resources = new(
        "nomad",
        new("nomad:index/job:Job", new JobResource(settings.Time)),
        new("nomad:index/namespace:Namespace", new NamespaceResource(settings.Time)),
        new("nomad:index/variable:Variable", new VariableResource()));

    private NomadClient? _nomad;

    public string Package => "nomad";

    private NomadClient Nomad => _nomad ?? throw new ProviderException(
        "nobody says where the Nomad agent is\nHINT: set the provider's address, or NOMAD_ADDR.");

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config) =>
        !config.IsUnknown("address") && config.Text("address") is { Length: > 0 } address
            && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? [new CheckFailure("address", $"'{address}' is no http or https address of a Nomad agent")]
            : [];

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation)
    {
        if (!config.HasUnknown() && NomadConfiguration.Read(config, settings) is { } configuration)
        {
            _nomad = new NomadClient(configuration, settings.Time);
        }
        return Task.CompletedTask;
    }

    public Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation) =>
        Task.FromResult(Find(resource).Check(resource, oldInputs, newInputs));

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation) =>
        RunAsync(() => Find(request.Resource).DiffAsync(Nomad, request, cancellation));

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public async Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        var type = Find(resource);
        if (!preview) return await RunAsync(() => type.CreateAsync(Nomad, inputs, timeoutSeconds, log, cancellation));
        await PlanAsync(type, inputs, null, log, cancellation);
        return new CreateResult("", SchemaPreview.Foresee(inputs, type.Computed));
    }

    public Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs,
        CancellationToken cancellation) =>
        RunAsync(() => Find(resource).ReadAsync(Nomad, id, inputs, outputs, cancellation));

    public async Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation)
    {
        var type = Find(request.Resource);
        if (!preview) return await RunAsync(() => type.UpdateAsync(Nomad, request, timeoutSeconds, log, cancellation));
        await PlanAsync(type, request.NewInputs, request, log, cancellation);
        var result = PropertyMapBuilder.From(request.OldOutputs);
        foreach (var (name, value) in SchemaPreview.Foresee(request.NewInputs, [])) result.Set(name, value);
        if (request.OldOutputs.ContainsKey("modifyIndex")) result.Set("modifyIndex", PropertyUnknown.Instance);
        return result.Build();
    }

    public Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation) =>
        RunAsync(async () =>
        {
            await Find(resource).DeleteAsync(Nomad, id, inputs, outputs, cancellation);
            return true;
        });

    /// <summary>Nothing is to be deleted after a killed run: registering and writing again come to the same.</summary>
    public Task<string?> FindInterruptedAsync(
        ResourceIdentity resource, PropertyMap inputs, CancellationToken cancellation) => Task.FromResult<string?>("");

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        throw new ProviderException($"the embedded nomad provider has no function '{token}'");

    public void Dispose() => _nomad?.Dispose();

    private static async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (NomadException exception)
        {
            throw new ProviderException(exception.Message, exception);
        }
    }

    // A preview of a first run may come before the agent.
    private Task PlanAsync(
        INomadResource type, PropertyMap inputs, DiffRequest? update, IProviderLog log,
        CancellationToken cancellation) =>
        _nomad is null
            ? Task.CompletedTask
            : RunAsync(async () =>
            {
                await type.PlanAsync(Nomad, inputs, update, log, cancellation);
                return true;
            });

    private INomadResource Find(ResourceIdentity resource) => _resources.Find(resource);
}
