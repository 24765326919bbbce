using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Volumes;

/// <summary>
/// docker:index/volume:Volume. A volume of that name that exists is adopted, silently, as the official provider does.
/// </summary>
internal sealed class VolumeResource(AutoName names, TimeProvider time) : IDockerResource
{
    private static readonly TimeSpan RemovalTimeout = TimeSpan.FromSeconds(30);

    private static readonly ImmutableArray<SchemaProperty> Schema =
    [
        new("name") { Replaces = true, Computed = true },
        new("driver") { Replaces = true, Computed = true },
        new("driverOpts", SchemaShape.Map) { Replaces = true },
        new("labels", SchemaShape.Set) { Replaces = true, Members = Labels.Members },
    ];

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs) =>
        new(names.Apply(resource, oldInputs, newInputs), newInputs.ContainsKey("cluster")
            ? [new CheckFailure("cluster", "'cluster' needs the Pulumi CLI: the embedded engine does not offer it")]
            : []);

    public DiffResult Diff(DiffRequest request) =>
        SchemaComparer.Compare(Schema, request, AutoName.KeepsName(request));

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        DockerClient docker, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public PropertyMap Foresee(PropertyMap inputs) => SchemaPreview.Foresee(inputs, ["driver", "mountpoint"]);

    public async Task<CreateResult> CreateAsync(
        DockerClient docker, PropertyMap inputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        var body = new JsonObject { ["Name"] = inputs.Text("name"), ["Labels"] = Labels.ToJson(inputs) };
        if (inputs.Text("driver") is { Length: > 0 } driver) body["Driver"] = driver;
        if (inputs.TextMap("driverOpts") is { IsEmpty: false } options) body["DriverOpts"] = options.ToJson();
        try
        {
            var volume = await docker.PostAsync("volumes/create", body, cancellation);
            return new CreateResult(volume.Text("Name"), Outputs(volume));
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"Unable to create volume: {exception.Message}", exception);
        }
    }

    public async Task<ReadResult?> ReadAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        if (await docker.FindAsync($"volumes/{DockerClient.Escape(id)}", cancellation) is not { } volume) return null;
        var read = Outputs(volume);
        return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
    }

    public Task<PropertyMap> UpdateAsync(
        DockerClient docker, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation) =>
        Task.FromResult(request.OldOutputs);

    public async Task DeleteAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation)
    {
        var patience = new Patience(
            time, timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : RemovalTimeout);
        try
        {
            await patience.RunAsync(
                () => docker.DeleteAsync($"volumes/{DockerClient.Escape(id)}?force=1", cancellation),
                static exception => exception.IsConflict, cancellation);
        }
        catch (DockerException exception) when (exception.IsMissing)
        {
            // Gone already.
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"Unable to remove volume '{id}': {exception.Message}", exception);
        }
    }

    private static PropertyMap Outputs(JsonNode volume) => new PropertyMapBuilder()
        .Set("cluster", PropertyNull.Instance)
        .Set("driver", volume.Text("Driver"))
        .Set("driverOpts", volume.TextMembers("Options"))
        .Set("id", volume.Text("Name"))
        .Set("labels", Labels.ToProperties(volume.At("Labels")))
        .Set("mountpoint", volume.Text("Mountpoint"))
        .Set("name", volume.Text("Name"))
        .Build();
}
