using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad.Namespaces;

/// <summary>
/// nomad:index/namespace:Namespace. The namespace "default" is never deleted, only stripped of its description.
/// </summary>
internal sealed class NamespaceResource(TimeProvider time) : INomadResource
{
    private const int DeleteAttempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly ImmutableArray<SchemaProperty> Schema =
        [new("description"), new("meta", SchemaShape.Map), new("name") { Replaces = true }, new("quota")];

    public ImmutableArray<string> Computed { get; } = [];

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs) => new(
        newInputs, newInputs.IsUnknown("name") || newInputs.Text("name") is { Length: > 0 }
            ? []
            : [new CheckFailure(
                "name", "Missing required argument. The argument \"name\" is required, but no definition was found.")]);

    public Task<DiffResult> DiffAsync(NomadClient nomad, DiffRequest request, CancellationToken cancellation) =>
        Task.FromResult(SchemaComparer.Compare(Schema, request, deleteBeforeReplace: false));

    public async Task<CreateResult> CreateAsync(
        NomadClient nomad, PropertyMap inputs, double? timeoutSeconds, IProviderLog log, CancellationToken cancellation)
    {
        var name = inputs.Text("name") ?? "";
        var body = new JsonObject
        {
            ["Name"] = name,
            ["Description"] = inputs.Text("description") ?? "",
            ["Quota"] = inputs.Text("quota") ?? "",
            ["Meta"] = new JsonObject(inputs.TextMap("meta").Select(
                static entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value)))),
        };
        await nomad.PutAsync("v1/namespace", body, cancellation);
        return new CreateResult(name, (PropertyMap)SchemaPreview.WithoutMarkers(inputs));
    }

    public async Task<ReadResult?> ReadAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        if (await nomad.FindAsync($"v1/namespace/{NomadClient.Escape(id)}", cancellation) is not { } found) return null;
        var read = PropertyMapBuilder.From(outputs)
            .Set("description", found.Text("Description")).Set("meta", found.TextMembers("Meta"))
                .Set("name", found.Text("Name"))
            .Set("quota", found.Text("Quota")).Build();
        return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
    }

    public async Task<PropertyMap> UpdateAsync(
        NomadClient nomad, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation) =>
        (await CreateAsync(nomad, request.NewInputs, timeoutSeconds, log, cancellation)).Outputs;

    public async Task DeleteAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        if (id == "default")
        {
            await nomad.PutAsync(
                "v1/namespace", new JsonObject { ["Name"] = id, ["Description"] = "Default shared namespace" },
                cancellation);
            return;
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await nomad.DeleteAsync($"v1/namespace/{NomadClient.Escape(id)}", cancellation);
                return;
            }
            catch (NomadException exception)
                when (exception.Message.Contains("namespace not found", StringComparison.Ordinal))
            {
                return;
            }
            catch (NomadException exception) when (attempt < DeleteAttempts
                && exception.Message.Contains("non-terminal", StringComparison.Ordinal))
            {
                // Jobs that were just deregistered are still ending.
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }
}
