using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Cli.Crashes;

/// <summary>A provider that may die before or after a call that changes something.</summary>
public sealed class CrashingProvider(IProvider inner, CrashPoint crash) : IProvider
{
    public string Package => inner.Package;

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config) => inner.CheckConfig(config);

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation) =>
        inner.ConfigureAsync(config, cancellation);

    public Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation) =>
        inner.CheckAsync(resource, oldInputs, newInputs, cancellation);

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation) =>
        inner.DiffAsync(request, cancellation);

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        inner.PreflightAsync(resource, replacedId, inputs, cancellation);

    public async Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        if (!preview) crash.Pass("creating");
        var result = await inner.CreateAsync(resource, inputs, timeoutSeconds, preview, log, cancellation);
        if (!preview) crash.Pass("created");
        return result;
    }

    public Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs,
        CancellationToken cancellation) => inner.ReadAsync(resource, id, inputs, outputs, cancellation);

    public async Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation)
    {
        if (!preview) crash.Pass("updating");
        var result = await inner.UpdateAsync(request, timeoutSeconds, preview, log, cancellation);
        if (!preview) crash.Pass("updated");
        return result;
    }

    public async Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log, CancellationToken cancellation)
    {
        crash.Pass("deleting");
        await inner.DeleteAsync(resource, id, inputs, outputs, timeoutSeconds, log, cancellation);
        crash.Pass("deleted");
    }

    public Task<string?> FindInterruptedAsync(
        ResourceIdentity resource, PropertyMap inputs, CancellationToken cancellation) =>
        inner.FindInterruptedAsync(resource, inputs, cancellation);

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        inner.InvokeAsync(token, arguments, cancellation);
}
