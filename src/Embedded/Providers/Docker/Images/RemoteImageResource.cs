using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>
/// docker:index/remoteImage:RemoteImage: an image that is pulled, or is there already. Its id is the image's id and its
/// name.
/// </summary>
internal sealed class RemoteImageResource : IDockerResource
{
    private static readonly ImmutableArray<SchemaProperty> Schema =
    [
        new("name") { Replaces = true },
        new("platform") { Replaces = true },
        new("pullTriggers", SchemaShape.Set) { Replaces = true },
        new("triggers", SchemaShape.Map) { Replaces = true },
        new("forceRemove"),
        new("keepLocally"),
    ];

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        if (!newInputs.IsUnknown("name") && string.IsNullOrEmpty(newInputs.Text("name")))
        {
            failures.Add(new CheckFailure(
                "name", "Missing required argument. The argument \"name\" is required, but no definition was found."));
        }
        if (newInputs.TryGetValue("build", out var build) && build is not PropertyNull)
        {
            failures.Add(
                new CheckFailure(
                "build", "'build' needs the Pulumi CLI: the embedded engine builds docker.Image only"));
        }
        return new CheckResult(newInputs, failures.ToImmutable());
    }

    public DiffResult Diff(DiffRequest request) => SchemaComparer.Compare(Schema, request, deleteBeforeReplace: false);

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        DockerClient docker, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public PropertyMap Foresee(PropertyMap inputs) => SchemaPreview.Foresee(inputs, ["imageId", "repoDigest"]);

    public async Task<CreateResult> CreateAsync(
        DockerClient docker, PropertyMap inputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        var name = inputs.Text("name") ?? "";
        try
        {
            await new ImagePull(docker, log).EnsureAsync(name, inputs.Text("platform"), cancellation);
        }
        catch (DockerException exception)
        {
            throw new ProviderException(
                $"Unable to read Docker image into resource: unable to pull image {name}: error pulling image {name}: "
                + exception.Message, exception);
        }
        var image = await docker.GetAsync(Path(name), cancellation);
        return new CreateResult(image.Text("Id") + name, Outputs(image, name, inputs));
    }

    public async Task<ReadResult?> ReadAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        var name = inputs.Text("name") ?? outputs.Text("name") ?? "";
        if (await docker.FindAsync(Path(name), cancellation) is not { } image) return null;
        return new ReadResult(image.Text("Id") + name, inputs, Outputs(image, name, inputs));
    }

    public Task<PropertyMap> UpdateAsync(
        DockerClient docker, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        var result = PropertyMapBuilder.From(request.OldOutputs);
        foreach (var name in (string[])["forceRemove", "keepLocally"])
        {
            result.Set(name, request.NewInputs.Flag(name) is { } flag ? new PropertyBool(flag) : PropertyNull.Instance);
        }
        return Task.FromResult(result.Build());
    }

    public async Task DeleteAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation)
    {
        if (inputs.Flag("keepLocally") == true) return;
        var name = inputs.Text("name") ?? outputs.Text("name") ?? "";
        var force = inputs.Flag("forceRemove") == true ? 1 : 0;
        try
        {
            await docker.DeleteAsync(
                $"images/{ImageReference.EscapePath(name)}?force={DockerClient.Number(force)}", cancellation);
        }
        catch (DockerException exception) when (exception.IsMissing)
        {
            // Gone already.
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"Unable to remove Docker image: {exception.Message}", exception);
        }
    }

    private static string Path(string name) => $"images/{ImageReference.EscapePath(name)}/json";

    private static PropertyMap Outputs(JsonNode image, string name, PropertyMap inputs)
    {
        var repository = ImageReference.Split(name).Repository;
        var digest = image.Texts("RepoDigests").FirstOrDefault(
            candidate => candidate.StartsWith(repository + "@", StringComparison.Ordinal)) ?? "";
        return PropertyMapBuilder.From(inputs)
            .Set("id", image.Text("Id") + name)
            .Set("imageId", image.Text("Id")).Set("name", name).Set("repoDigest", digest).Build();
    }
}
