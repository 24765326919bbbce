using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad;

/// <summary>One resource type of the package. The members are those of <see cref="IProvider"/> for that type.</summary>
internal interface INomadResource
{
    /// <summary>The outputs that only the agent knows.</summary>
    ImmutableArray<string> Computed { get; }

    CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs);

    /// <summary>May ask the agent; changes nothing.</summary>
    Task<DiffResult> DiffAsync(NomadClient nomad, DiffRequest request, CancellationToken cancellation);

    /// <summary>Shows in a preview what the change would do; may do nothing.</summary>
    /// <param name="nomad">The agent.</param>
    /// <param name="inputs">What is wanted.</param>
    /// <param name="update">What is there, for an update in place; null for a creation.</param>
    Task PlanAsync(
        NomadClient nomad, PropertyMap inputs, DiffRequest? update, IProviderLog log, CancellationToken cancellation) =>
        Task.CompletedTask;

    Task<CreateResult> CreateAsync(
        NomadClient nomad, PropertyMap inputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation);

    Task<ReadResult?> ReadAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation);

    Task<PropertyMap> UpdateAsync(
        NomadClient nomad, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation);

    Task DeleteAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation);
}
