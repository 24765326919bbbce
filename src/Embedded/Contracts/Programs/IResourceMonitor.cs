using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Programs;

/// <summary>
/// What a running program may ask of the engine; the in-process form of Pulumi's ResourceMonitor and Engine services.
/// Every member may be called concurrently. A failure that concerns one resource arrives as an exception of that call.
/// </summary>
public interface IResourceMonitor
{
    /// <summary>Declares a resource; answers when the engine has planned it (preview) or made it so (up).</summary>
    Task<RegisterResourceResult> RegisterResourceAsync(RegisterResourceRequest request, CancellationToken cancellation);

    /// <summary>Reads a resource that exists already, by id.</summary>
    Task<RegisterResourceResult> ReadResourceAsync(ReadResourceRequest request, CancellationToken cancellation);

    /// <summary>Calls a provider's function.</summary>
    Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancellation);

    /// <summary>Ends a component, or the stack, with its outputs. Once per URN.</summary>
    Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs, CancellationToken cancellation);

    /// <summary>Shows a message, under the resource when <paramref name="urn"/> is given. Never blocks.</summary>
    void Log(LogSeverity severity, string message, string? urn, bool ephemeral);
}

/// <summary>Severity of a program's message.</summary>
public enum LogSeverity
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>One RegisterResource call. Field meanings are those of Pulumi's resource.proto.</summary>
public sealed record RegisterResourceRequest
{
    public required string Type { get; init; }
    public required string Name { get; init; }
    public required bool Custom { get; init; }
    public string? Parent { get; init; }
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;
    public bool? Protect { get; init; }
    public ImmutableArray<string> Dependencies { get; init; } = [];
    /// <summary>"provider urn::id" of an explicit provider, or null for the package's default one.</summary>
    public string? Provider { get; init; }
    public ImmutableSortedDictionary<string, string> Providers { get; init; } = ImmutableSortedDictionary<string,
        string>.Empty;
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
    public bool? DeleteBeforeReplace { get; init; }
    public string? Version { get; init; }
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];
    public ImmutableArray<ResourceAlias> Aliases { get; init; } = [];
    public string? ImportId { get; init; }
    public ResourceTimeouts Timeouts { get; init; } = new(null, null, null);
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];
    public bool? RetainOnDelete { get; init; }
    public string? DeletedWith { get; init; }
}

/// <summary>A former identity of a resource: a whole URN, or the parts that differ.</summary>
public sealed record ResourceAlias(
    string? Urn, string? Name, string? Type, string? Stack, string? Project, string? ParentUrn, bool NoParent);

/// <summary>Custom time-outs, in seconds; null is the provider's default.</summary>
public sealed record ResourceTimeouts(double? CreateSeconds, double? UpdateSeconds, double? DeleteSeconds);

/// <summary>The engine's answer: <see cref="Id"/> is null for components, unknown in a preview of a creation.</summary>
public sealed record RegisterResourceResult(
    string Urn, PropertyValue? Id, PropertyMap Outputs,
    ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies);

/// <summary>One ReadResource call.</summary>
public sealed record ReadResourceRequest(
    string Type, string Name, string Id, string? Parent, PropertyMap Inputs, ImmutableArray<string> Dependencies,
    string? Provider, string? Version, ImmutableArray<string> AdditionalSecretOutputs);

/// <summary>One Invoke call: function token and arguments.</summary>
public sealed record InvokeRequest(string Token, PropertyMap Arguments, string? Provider, string? Version);

/// <summary>An Invoke's answer; <see cref="Failures"/> are argument errors.</summary>
public sealed record InvokeResult(PropertyMap Return, ImmutableArray<CheckFailure> Failures);

/// <summary>A bad input: the property's path (may be empty) and the reason.</summary>
public sealed record CheckFailure(string Property, string Reason);
