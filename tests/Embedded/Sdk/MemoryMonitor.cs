using System.Collections.Concurrent;
using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>An engine that keeps what it is told, and answers with the inputs and whatever a test adds.</summary>
internal sealed class MemoryMonitor : IResourceMonitor
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> NoDependencies =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public ConcurrentQueue<RegisterResourceRequest> Registered { get; } = new();

    public ConcurrentDictionary<string, PropertyMap> Outputs { get; } = new();

    public ConcurrentQueue<InvokeRequest> Invoked { get; } = new();

    public ConcurrentQueue<(LogSeverity Severity, string Message, string? Urn)> Messages { get; } = new();

    /// <summary>Laid over the inputs of custom resources.</summary>
    public Func<RegisterResourceRequest, PropertyMap> State { get; init; } = _ => PropertyMap.Empty;

    public Func<RegisterResourceRequest, PropertyValue?> Id { get; init; } =
        request => new PropertyString(request.Name + "-id");

    /// <summary>Awaited before a resource is answered.</summary>
    public Func<RegisterResourceRequest, Task> Before { get; init; } = _ => Task.CompletedTask;

    public ProgramContext Context(bool preview = false, params (string Key, string Value)[] config) => new(
        "acme", "proj", "dev", preview, Parallel: 4, RootDirectory: "/repo",
        config.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value), ["proj:password"], this);

    public RegisterResourceRequest Named(string name) => Registered.Single(request => request.Name == name);

    public async Task<RegisterResourceResult> RegisterResourceAsync(
        RegisterResourceRequest request, CancellationToken cancellation)
    {
        Registered.Enqueue(request);
        await Before(request);
        var outputs = PropertyMap.From(request.Inputs.Concat(State(request)).GroupBy(entry => entry.Key)
            .Select(group => group.Last()));
        return new(Urn(request.Type, request.Name), request.Custom ? Id(request) : null, outputs, NoDependencies);
    }

    public Task<RegisterResourceResult> ReadResourceAsync(
        ReadResourceRequest request, CancellationToken cancellation) =>
        Task.FromResult(new RegisterResourceResult(
            Urn(request.Type, request.Name), new PropertyString(request.Id), request.Inputs, NoDependencies));

    public Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancellation)
    {
        Invoked.Enqueue(request);
        return Task.FromResult(new InvokeResult(
            request.Arguments.With("logsListStrings", new PropertyList([new PropertyString("line")])), []));
    }

    public Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs, CancellationToken cancellation)
    {
        Outputs[urn] = outputs;
        return Task.CompletedTask;
    }

    public void Log(LogSeverity severity, string message, string? urn, bool ephemeral) =>
        Messages.Enqueue((severity, message, urn));

    public static string Urn(string type, string name) => $"urn:pulumi:dev::proj::{type}::{name}";
}
