using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker;

/// <summary>One resource type of the docker package. The members are those of <see cref="IProvider"/> for that type.</summary>
internal interface IDockerResource
{
    /// <summary>Checked inputs with defaults; pure but for files that the inputs name.</summary>
    CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs);

    DiffResult Diff(DiffRequest request);

    Task<ImmutableArray<CheckFailure>> PreflightAsync(
        DockerClient docker, string? replacedId, PropertyMap inputs, CancellationToken cancellation);

    /// <summary>The outputs that a preview can foresee; what only the engine knows is unknown.</summary>
    PropertyMap Foresee(PropertyMap inputs);

    Task<CreateResult> CreateAsync(
        DockerClient docker, PropertyMap inputs, double? timeoutSeconds, IProviderLog log, CancellationToken cancellation);

    Task<ReadResult?> ReadAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation);

    Task<PropertyMap> UpdateAsync(
        DockerClient docker, DiffRequest request, double? timeoutSeconds, IProviderLog log, CancellationToken cancellation);

    Task DeleteAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation);

    /// <summary>What a run that was killed during the creation left behind: an id, "" for nothing to delete, null for "cannot tell".</summary>
    Task<string?> FindInterruptedAsync(DockerClient docker, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult<string?>("");
}
