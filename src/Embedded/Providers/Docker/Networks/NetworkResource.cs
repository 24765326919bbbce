using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Networks;

/// <summary>docker:index/network:Network. Every change replaces.</summary>
internal sealed class NetworkResource(AutoName names, TimeProvider time) : IDockerResource
{
    private static readonly TimeSpan RemovalTimeout = TimeSpan.FromSeconds(30);

    private static readonly ImmutableArray<SchemaProperty> Schema =
    [
        new("name") { Replaces = true },
        new("attachable") { Replaces = true },
        new("driver") { Replaces = true, Computed = true },
        new("ingress") { Replaces = true },
        new("internal") { Replaces = true, Computed = true },
        new("ipamConfigs", SchemaShape.Set)
        {
            Replaces = true,
            Computed = true,
            Members =
            [
                new("auxAddress", SchemaShape.Map), new("gateway") { Computed = true }, new("ipRange"), new("subnet"),
            ],
        },
        new("ipamDriver") { Replaces = true, Default = new PropertyString("default") },
        new("ipamOptions", SchemaShape.Map) { Replaces = true },
        new("ipv6") { Replaces = true },
        new("labels", SchemaShape.Set) { Replaces = true, Members = Labels.Members },
        new("options", SchemaShape.Map) { Replaces = true, Computed = true },
    ];

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs) =>
        new(SchemaDefaults.Apply(Schema, names.Apply(resource, oldInputs, newInputs)), []);

    public DiffResult Diff(DiffRequest request) =>
        SchemaComparer.Compare(Schema, request, AutoName.KeepsName(request));

    public async Task<ImmutableArray<CheckFailure>> PreflightAsync(
        DockerClient docker, string? replacedId, PropertyMap inputs, CancellationToken cancellation)
    {
        if (inputs.Text("name") is not { Length: > 0 } name) return [];
        var network = await docker.FindAsync($"networks/{DockerClient.Escape(name)}", cancellation);
        // The engine also finds a network by the beginning of its id.
        return network.Text("Name") != name || network.Text("Id") == replacedId
            || Labels.IsOwn(inputs, network.At("Labels"))
            ? []
            : [new CheckFailure("name", $"network with name {name} already exists. "
                + $"Remove it (`docker network rm {name}`), or choose another name.")];
    }

    public PropertyMap Foresee(PropertyMap inputs) =>
        SchemaPreview.Foresee(inputs, ["driver", "internal", "ipamConfigs", "options", "scope"]);

    public async Task<CreateResult> CreateAsync(
        DockerClient docker, PropertyMap inputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        try
        {
            var id = (await docker.PostAsync("networks/create", Body(inputs), cancellation)).Text("Id");
            return new CreateResult(id, Outputs(await docker.GetAsync($"networks/{id}", cancellation), inputs));
        }
        catch (DockerException exception)
        {
            if (await AdoptAsync(docker, inputs, cancellation) is { } adopted) return adopted;
            throw new ProviderException($"Unable to create network: {exception.Message}", exception);
        }
    }

    public async Task<ReadResult?> ReadAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        if (await docker.FindAsync($"networks/{DockerClient.Escape(id)}", cancellation) is not { } network) return null;
        var read = Outputs(network, inputs);
        return new ReadResult(network.Text("Id"), SchemaDrift.Adjust(Schema, inputs, read), read);
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
                () => docker.DeleteAsync($"networks/{DockerClient.Escape(id)}", cancellation),
                static exception =>
                    exception.Words.Contains("has active endpoints", StringComparison.Ordinal), cancellation);
        }
        catch (DockerException exception) when (exception.IsMissing)
        {
            // Gone already.
        }
        catch (DockerException exception)
        {
            throw new ProviderException(
                $"Unable to remove network '{inputs.Text("name")}': {exception.Message}", exception);
        }
    }

    public async Task<string?> FindInterruptedAsync(
        DockerClient docker, PropertyMap inputs, CancellationToken cancellation)
    {
        if (inputs.Text("name") is not { Length: > 0 } name) return null;
        var network = await docker.FindAsync($"networks/{DockerClient.Escape(name)}", cancellation);
        // Of one of this stack's own the creation takes over; of another nobody can tell.
        return network is null || network.Text("Name") != name || Labels.IsOwn(inputs, network.At("Labels"))
            ? "" : null;
    }

    // What an interrupted run of this stack made, and the checkpoint missed, is taken over.
    private static async Task<CreateResult?> AdoptAsync(
        DockerClient docker, PropertyMap inputs, CancellationToken cancellation)
    {
        var name = inputs.Text("name") ?? "";
        var network = await docker.FindAsync($"networks/{DockerClient.Escape(name)}", cancellation);
        return network is not null && network.Text("Name") == name && Labels.IsOwn(inputs, network.At("Labels"))
            ? new CreateResult(network.Text("Id"), Outputs(network, inputs))
            : null;
    }

    private static JsonObject Body(PropertyMap inputs)
    {
        var ipam = new JsonObject
        {
            ["Driver"] = inputs.Text("ipamDriver") is { Length: > 0 } driver ? driver : "default",
            ["Options"] = inputs.TextMap("ipamOptions").ToJson(),
            ["Config"] = new JsonArray(
                [.. inputs.Maps("ipamConfigs").Select(static config => (JsonNode?)Ipam(config))]),
        };
        return new JsonObject
        {
            ["Name"] = inputs.Text("name"),
            ["CheckDuplicate"] = true,
            ["Driver"] = inputs.Text("driver") ?? "",
            ["Internal"] = inputs.Flag("internal") ?? false,
            ["Attachable"] = inputs.Flag("attachable") ?? false,
            ["Ingress"] = inputs.Flag("ingress") ?? false,
            ["EnableIPv6"] = inputs.Flag("ipv6") ?? false,
            ["IPAM"] = ipam,
            ["Options"] = inputs.TextMap("options").ToJson(),
            ["Labels"] = Labels.ToJson(inputs),
        };
    }

    private static JsonObject Ipam(PropertyMap config)
    {
        var result = new JsonObject { ["AuxiliaryAddresses"] = config.TextMap("auxAddress").ToJson() };
        if (config.Text("subnet") is { Length: > 0 } subnet) result["Subnet"] = subnet;
        if (config.Text("ipRange") is { Length: > 0 } range) result["IPRange"] = range;
        if (config.Text("gateway") is { Length: > 0 } gateway) result["Gateway"] = gateway;
        return result;
    }

    // A gateway that the engine chose does not show where the program gave a subnet without one: it would be drift.
    private static PropertyMap Outputs(JsonNode network, PropertyMap inputs)
    {
        var withoutGateway = inputs.Maps("ipamConfigs")
            .Where(static config => string.IsNullOrEmpty(config.Text("gateway")))
            .Select(static config => config.Text("subnet")).ToHashSet(StringComparer.Ordinal);
        var configs = network.Items("IPAM", "Config").Select(config => (PropertyValue)new PropertyMapBuilder()
            .Set("auxAddress", config.TextMembers("AuxiliaryAddresses"))
            .Set("gateway", withoutGateway.Contains(config.Text("Subnet")) ? "" : config.Text("Gateway"))
            .Set("ipRange", config.Text("IPRange"))
            .Set("subnet", config.Text("Subnet")).Build());
        return new PropertyMapBuilder()
            .Set("attachable", network.Flag("Attachable"))
            .Set("driver", network.Text("Driver"))
            .Set("id", network.Text("Id"))
            .Set("ingress", network.Flag("Ingress"))
            .Set("internal", network.Flag("Internal"))
            .Set("ipamConfigs", configs)
            .Set("ipamDriver", network.Text("IPAM", "Driver") is { Length: > 0 } driver ? driver : "default")
            .Set("ipamOptions", network.TextMembers("IPAM", "Options"))
            .Set("ipv6", network.Flag("EnableIPv6"))
            .Set("labels", Labels.ToProperties(network.At("Labels")))
            .Set("name", network.Text("Name"))
            .Set("options", network.TextMembers("Options"))
            .Set("scope", network.Text("Scope")).Build();
    }
}
