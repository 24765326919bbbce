using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker;

/// <summary>
/// One resource type of the docker package. The members are those of <see cref="IProvider"/> for that type.
/// </summary>
internal interface IDockerResource
{
    /// <summary>Checked inputs with defaults; pure but for files that the inputs name.</summary>
    CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs);

    DiffResult Diff(DiffRequest request);

    Task<ImmutableArray<CheckFailure>> PreflightAsync(
        DockerClient docker, string? replacedId, PropertyMap inputs, CancellationToken cancellation);

    /// <summary>The outputs that a preview can foresee; what only the engine knows is unknown.</summary>
    PropertyMap Foresee(PropertyMap inputs);

    /// <summary>The same for an update in place: what the inputs do not say stays as it is.</summary>
    PropertyMap ForeseeUpdate(DiffRequest request)
    {
        var result = PropertyMapBuilder.From(request.OldOutputs);
        foreach (var (name, value) in Foresee(request.NewInputs))
        {
            if (value is not PropertyUnknown || !request.OldOutputs.ContainsKey(name)) result.Set(name, value);
        }
        return result.Build();
    }

    /// <summary>
    /// Whether a preview does the work (an image with buildOnPreview), so that what follows knows its outputs.
    /// </summary>
    bool ActsInPreview(PropertyMap inputs) => false;

    Task<CreateResult> CreateAsync(
        DockerClient docker, PropertyMap inputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation);

    Task<ReadResult?> ReadAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation);

    Task<PropertyMap> UpdateAsync(
        DockerClient docker, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation);

    Task DeleteAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation);

    /// <summary>
    /// What a run that was killed during the creation left behind: an id, "" for nothing to delete, null for "cannot
    /// tell".
    /// </summary>
    Task<string?> FindInterruptedAsync(DockerClient docker, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult<string?>("");
}
