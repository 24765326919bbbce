using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Xunit;

namespace Postern.Tests.Embedded.Providers;

/// <summary>
/// One resource driven through a provider as the engine does it: check, create or update or replace, refresh, delete.
/// </summary>
internal sealed class ProviderSession(IProvider provider, string type, string name)
{
    public ResourceIdentity Resource { get; } = new($"urn:pulumi:dev::test::{type}::{name}", type, name);

    public RecordingLog Log { get; } = new();

    public string Id { get; private set; } = "";

    public PropertyMap Inputs { get; private set; } = PropertyMap.Empty;

    public PropertyMap Outputs { get; private set; } = PropertyMap.Empty;

    public async Task<PropertyMap> CheckAsync(PropertyMap inputs)
    {
        var check = await provider.CheckAsync(Resource, Id.Length > 0 ? Inputs : null, inputs, CancellationToken.None);
        Assert.True(check.Failures.IsEmpty, string.Join("; ", check.Failures));
        return check.Inputs;
    }

    public async Task<ImmutableArray<CheckFailure>> FailuresAsync(PropertyMap inputs) =>
        (await provider.CheckAsync(Resource, null, inputs, CancellationToken.None)).Failures;

    public async Task<ImmutableArray<CheckFailure>> PreflightAsync(PropertyMap inputs, string? replacedId = null) =>
        await provider.PreflightAsync(Resource, replacedId, await CheckAsync(inputs), CancellationToken.None);

    public async Task<PropertyMap> CreateAsync(PropertyMap inputs, double? timeoutSeconds = null)
    {
        Inputs = await CheckAsync(inputs);
        var result = await provider.CreateAsync(Resource, Inputs, timeoutSeconds, false, Log, CancellationToken.None);
        (Id, Outputs) = (result.Id, result.Outputs);
        return Outputs;
    }

    public async Task<DiffResult> DiffAsync(PropertyMap inputs) => await provider.DiffAsync(
        new DiffRequest(Resource, Id, Inputs, Outputs, await CheckAsync(inputs), []), CancellationToken.None);

    public async Task<PropertyMap> UpdateAsync(PropertyMap inputs)
    {
        var wanted = await CheckAsync(inputs);
        Outputs = await provider.UpdateAsync(
            new DiffRequest(Resource, Id, Inputs, Outputs, wanted, []), null, false, Log, CancellationToken.None);
        Inputs = wanted;
        return Outputs;
    }

    /// <summary>Reads and takes over what was read; false when the resource is gone.</summary>
    public async Task<bool> RefreshAsync()
    {
        if (await provider.ReadAsync(Resource, Id, Inputs, Outputs, CancellationToken.None) is not { } read)
        {
            return false;
        }
        (Id, Inputs, Outputs) = (read.Id, read.Inputs, read.Outputs);
        return true;
    }

    public Task DeleteAsync() => provider.DeleteAsync(Resource, Id, Inputs, Outputs, null, Log, CancellationToken.None);

    /// <summary>Neither the program nor a refresh sees a difference.</summary>
    public async Task AssertQuietAsync(PropertyMap inputs)
    {
        var before = await DiffAsync(inputs);
        Assert.False(before.HasChanges, "before refresh: " + string.Join(", ", before.Details));
        var inputsBefore = Inputs;
        Assert.True(await RefreshAsync());
        Assert.Equal(inputsBefore, Inputs);
        var after = await DiffAsync(inputs);
        Assert.False(after.HasChanges, "after refresh: " + string.Join(", ", after.Details));
    }
}
