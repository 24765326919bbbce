using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Providers;

/// <summary>
/// The built-in package "pulumi": reads other stacks' outputs. <paramref name="readStack"/> answers them for a full
/// name, or null when there is no such stack, and raises <see cref="StateFailure"/> for a name that is not one.
/// </summary>
public sealed class StackReferenceProvider(Func<string, PropertyMap?> readStack) : IProvider
{
    public string Package => "pulumi";

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config) => [];

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation) => Task.CompletedTask;

    public Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation) =>
        Task.FromResult(new CheckResult(newInputs, []));

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation) => Task.FromResult(
        new DiffResult(false, ImmutableSortedDictionary<string, DiffKind>.Empty, [], false));

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation) =>
        throw new ProviderException($"resources of type '{resource.Type}' can only be read");

    /// <summary>The stack's outputs; secret ones are marked, and named.</summary>
    public Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        var name = inputs.TryGetValue("name", out var value) && value is PropertyString text ? text.Value : id;
        PropertyMap found;
        try
        {
            found = readStack(name) ?? throw new ProviderException($"unknown stack \"{name}\"");
        }
        catch (StateFailure failure)
        {
            throw new ProviderException(failure.Message, failure);
        }
        var secret = found.Where(entry => entry.Value is PropertySecret)
            .Select(entry => (PropertyValue)new PropertyString(entry.Key));
        var result = PropertyMap.Empty.With("name", new PropertyString(name)).With("outputs", found)
            .With("secretOutputNames", new PropertyList([.. secret]));
        return Task.FromResult<ReadResult?>(new ReadResult(id, inputs, result));
    }

    public Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation) =>
        Task.FromResult(request.OldOutputs);

    public Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log, CancellationToken cancellation) => Task.CompletedTask;

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        throw new ProviderException($"unknown function '{token}'");
}
