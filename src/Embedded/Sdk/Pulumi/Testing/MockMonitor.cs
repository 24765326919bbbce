using System.Collections.Concurrent;
using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>An engine that asks <see cref="IMocks"/> instead of providers.</summary>
internal sealed class MockMonitor(IMocks mocks, TestOptions? options) : IResourceMonitor
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> NoDependencies =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string _project = options?.ProjectName ?? "project";
    private readonly string _stack = options?.StackName ?? "stack";

    public ImmutableArray<string> Errors => [.. _errors];

    public ProgramContext Context() => new(
        options?.OrganizationName ?? "organization", _project, _stack, options?.IsPreview ?? true, Parallel: 1,
        options?.RootDirectory ?? "", AmbientConfig.Values(), AmbientConfig.SecretKeys(), this);

    public async Task<RegisterResourceResult> RegisterResourceAsync(
        RegisterResourceRequest request, CancellationToken cancellation)
    {
        var urn = NewUrn(request.Parent, request.Type, request.Name);
        if (request.Type == Stack.RootType) return new(urn, null, PropertyMap.Empty, NoDependencies);
        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Plain(request.Inputs),
            Provider = request.Provider ?? "",
            Id = request.ImportId ?? "",
        }).ConfigureAwait(false);
        id ??= request.ImportId;
        var outputs = await WireAsync(state).ConfigureAwait(false);
        return new(urn, id is null ? null : new PropertyString(id), outputs, NoDependencies);
    }

    public async Task<RegisterResourceResult> ReadResourceAsync(
        ReadResourceRequest request, CancellationToken cancellation)
    {
        var (_, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Plain(request.Inputs),
            Provider = request.Provider ?? "",
            Id = request.Id,
        }).ConfigureAwait(false);
        var urn = NewUrn(request.Parent, request.Type, request.Name);
        return new(urn, new PropertyString(request.Id), await WireAsync(state).ConfigureAwait(false), NoDependencies);
    }

    public async Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancellation)
    {
        var result = await mocks.CallAsync(new MockCallArgs
        {
            Token = request.Token,
            Args = Plain(request.Arguments),
            Provider = request.Provider ?? "",
        }).ConfigureAwait(false);
        return new InvokeResult(await WireAsync(result).ConfigureAwait(false), []);
    }

    public Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs, CancellationToken cancellation) =>
        mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(urn, outputs.ToImmutableDictionary(
            output => output.Key,
            output => new Output<object?>(Task.FromResult(Deserializer.Deserialize(output.Value))))));

    public void Log(LogSeverity severity, string message, string? urn, bool ephemeral)
    {
        if (severity == LogSeverity.Error) _errors.Enqueue(message);
    }

    // Unlike the engine's, these URNs name the first type of the parent's chain only.
    private string NewUrn(string? parent, string type, string name)
    {
        var prefix = string.IsNullOrEmpty(parent) ? "" : parent.Split("::")[2].Split('$')[0] + "$";
        return $"urn:pulumi:{_stack}::{_project}::{prefix}{type}::{name}";
    }

    private static ImmutableDictionary<string, object> Plain(PropertyMap map) => map
        .Select(entry => (entry.Key, Data: Deserializer.Deserialize(entry.Value)))
        .Where(entry => entry.Data.IsKnown && entry.Data.Value is not null)
        .ToImmutableDictionary(entry => entry.Key, entry => entry.Data.Value!);

    private static async Task<PropertyMap> WireAsync(object state)
    {
        var plain = state is IDictionary<string, object> dictionary ? dictionary.ToImmutableDictionary() : state;
        return await new Serializer().SerializeAsync("", plain).ConfigureAwait(false) as PropertyMap
            ?? throw new InvalidOperationException($"{state.GetType().FullName} is not a supported argument type");
    }
}
