using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Random;

/// <summary>
/// The package "random": values that are made once and then live in the state. There is nothing to read and nothing to
/// delete. Outputs are those of the official provider 4.21.1.
/// </summary>
/// <param name="randomBytes">A given number of bytes from a cryptographic generator.</param>
public sealed class RandomProvider(Func<int, byte[]> randomBytes) : IProvider
{
    private readonly ResourceTypes<IRandomType> _types = CreateTypes(new RandomSource(randomBytes));

    public string Package => "random";

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config) => [];

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation) => Task.CompletedTask;

    public Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation)
    {
        var type = Find(resource);
        return Task.FromResult(new CheckResult(newInputs, [.. type.Check(newInputs)]));
    }

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation) =>
        // The official provider says that something replaces, and by which property, but names no paths.
        Task.FromResult(SchemaComparer.Compare(Find(request.Resource).Schema, request, deleteBeforeReplace: false) with
        {
            Details = ImmutableSortedDictionary<string, DiffKind>.Empty,
        });

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        var type = Find(resource);
        if (preview) return Task.FromResult(new CreateResult("", SchemaPreview.Foresee(inputs, type.Computed)));
        var created = type.Create(inputs);
        return Task.FromResult(created with { Outputs = created.Outputs.With("id", new PropertyString(created.Id)) });
    }

    public Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs,
        CancellationToken cancellation) =>
        Task.FromResult<ReadResult?>(new ReadResult(id, inputs, outputs));

    public Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation) =>
        Task.FromResult(request.OldOutputs);

    public Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation) => Task.CompletedTask;

    public Task<string?> FindInterruptedAsync(
        ResourceIdentity resource, PropertyMap inputs, CancellationToken cancellation) => Task.FromResult<string?>("");

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        throw new ProviderException($"the embedded random provider has no function '{token}'");

    private static ResourceTypes<IRandomType> CreateTypes(RandomSource source) =>
        new(
            "random",
            new("random:index/randomId:RandomId", new RandomId(source)),
            new("random:index/randomInteger:RandomInteger", new RandomInteger(source)),
            new("random:index/randomPassword:RandomPassword", new RandomText(source, isPassword: true)),
            new("random:index/randomPet:RandomPet", new RandomPet(source)),
            new("random:index/randomString:RandomString", new RandomText(source, isPassword: false)),
            new("random:index/randomUuid:RandomUuid", new RandomUuid(source)));

    private IRandomType Find(ResourceIdentity resource) => _types.Find(resource);
}
