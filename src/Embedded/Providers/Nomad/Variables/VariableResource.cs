using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad.Variables;

/// <summary>
/// nomad:index/variable:Variable. The last write wins; items given as itemsWo are written and never kept in the state.
/// </summary>
internal sealed class VariableResource : INomadResource
{
    private static readonly ImmutableArray<SchemaProperty> Schema =
    [
        new("items", SchemaShape.Map), new("itemsWoVersion"),
        new("namespace") { Replaces = true, Default = new PropertyString("default") }, new("path") { Replaces = true },
    ];

    public ImmutableArray<string> Computed { get; } = [];

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        if (!newInputs.IsUnknown("path") && string.IsNullOrEmpty(newInputs.Text("path")))
        {
            failures.Add(new CheckFailure(
                "path", "Missing required argument. The argument \"path\" is required, but no definition was found."));
        }
        if (!newInputs.ContainsKey("items") && !newInputs.ContainsKey("itemsWo"))
        {
            failures.Add(new CheckFailure("items", "one of `items,items_wo` must be specified"));
        }
        if (newInputs.Text("itemsWo") is { } text && Parse(text) is null)
        {
            failures.Add(new CheckFailure("itemsWo", "the value is not a JSON object of texts"));
        }
        return new CheckResult(SchemaDefaults.Apply(Schema, newInputs), failures.ToImmutable());
    }

    public Task<DiffResult> DiffAsync(NomadClient nomad, DiffRequest request, CancellationToken cancellation) =>
        Task.FromResult(SchemaComparer.Compare(Schema, request, deleteBeforeReplace: false));

    public async Task<CreateResult> CreateAsync(
        NomadClient nomad, PropertyMap inputs, double? timeoutSeconds, IProviderLog log, CancellationToken cancellation)
    {
        var (path, scope) = (inputs.Text("path") ?? "", Scope(inputs));
        var items = inputs.Text("itemsWo") is { } text ? Parse(text) : null;
        items ??= new JsonObject(inputs.TextMap("items").Select(
            static entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value))));
        var body = new JsonObject { ["Path"] = path, ["Namespace"] = scope, ["Items"] = items };
        try
        {
            await nomad.PutAsync(Path(path, scope), body, cancellation);
        }
        catch (NomadException exception)
        {
            throw new ProviderException($"error creating variable '{path}': {exception.Message}", exception);
        }
        return new CreateResult($"{path}@{scope}", Outputs(inputs));
    }

    public async Task<ReadResult?> ReadAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        var path = inputs.Text("path") ?? outputs.Text("path") ?? id;
        if (await nomad.FindAsync(Path(path, Scope(inputs)), cancellation) is not { } variable) return null;
        if (!inputs.ContainsKey("items")) return new ReadResult(id, inputs, outputs);
        var items = new PropertyMapBuilder().Set("items", variable.TextMembers("Items")).Build()["items"];
        var read = outputs.With("items", items);
        return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
    }

    public async Task<PropertyMap> UpdateAsync(
        NomadClient nomad, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation) =>
        (await CreateAsync(nomad, request.NewInputs, timeoutSeconds, log, cancellation)).Outputs;

    public async Task DeleteAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation) =>
        await nomad.DeleteAsync(Path(inputs.Text("path") ?? outputs.Text("path") ?? "", Scope(inputs)), cancellation);

    private static string Scope(PropertyMap inputs) =>
        inputs.Text("namespace") is { Length: > 0 } name ? name : "default";

    // The slashes of a variable's path are the path's own.
    private static string Path(string path, string scope) =>
        $"v1/var/{string.Join('/', path.Split('/').Select(NomadClient.Escape))}?namespace={NomadClient.Escape(scope)}";

    private static PropertyMap Outputs(PropertyMap inputs) =>
        ((PropertyMap)SchemaPreview.WithoutMarkers(inputs)).Without("itemsWo");

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
