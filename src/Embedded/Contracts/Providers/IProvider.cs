using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Providers;

/// <summary>
/// The life cycle of a package's resources; the in-process form of Pulumi's provider protocol. One instance is one
/// configured provider (default or explicit). Inputs arrive without secret markers: the engine strips them before and
/// puts them back after. Members may be called concurrently for different resources, never for one. A provider
/// neither retries whole operations nor keeps state of its own.
/// </summary>
public interface IProvider
{
    /// <summary>The package's name on the wire: "docker", "aws", "random", "nomad".</summary>
    string Package { get; }

    /// <summary>Validates the provider's own settings. Pure.</summary>
    ImmutableArray<CheckFailure> CheckConfig(PropertyMap config);

    /// <summary>Takes the settings; called once before anything but <see cref="CheckConfig"/>. May be called with
    /// unknowns in a preview.</summary>
    Task ConfigureAsync(PropertyMap config, CancellationToken cancellation);

    /// <summary>Validates inputs and fills in defaults. <paramref name="oldInputs"/> is null for a new
    /// resource.</summary>
    Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation);

    /// <summary>Compares; must not change anything. Unknown new values count as changed.</summary>
    Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation);

    /// <summary>
    /// Looks at what would stop the coming operation (a port in use, a missing image, an empty upload) before
    /// anything is deleted. Answers the reasons; empty when nothing is in the way. Called in preview and in up, for
    /// creations and replacements.
    /// <paramref name="replacedId"/> is the id that the operation will delete first, or null.
    /// </summary>
    Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation);

    /// <summary>
    /// Creates. With <paramref name="preview"/> nothing happens and the outputs are what can be foreseen, the rest
    /// unknown. A resource that exists but did not become ready is reported with <see cref="PartialFailureException"/>.
    /// </summary>
    Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation);

    /// <summary>The resource as it is now, or null when it is gone.</summary>
    Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation);

    /// <summary>Changes in place; returns the new outputs.</summary>
    Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation);

    /// <summary>Deletes; a resource that is gone already is success.</summary>
    Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log, CancellationToken cancellation);

    /// <summary>
    /// A run was killed while it created this resource. Answers the id of what it left behind (the engine deletes it
    /// before it goes on), an empty text when nothing is there, or null when the provider cannot tell.
    /// </summary>
    Task<string?> FindInterruptedAsync(ResourceIdentity resource, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult<string?>(null);

    /// <summary>Calls a function such as docker:index/getLogs:getLogs.</summary>
    Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation);
}

/// <summary>Which resource: URN, type token, name, and the labels' owner ("organization/project/stack").</summary>
public sealed record ResourceIdentity(string Urn, string Type, string Name);

/// <summary>Where a provider shows progress of a long operation, under its resource.</summary>
public interface IProviderLog
{
    void Info(string message, bool ephemeral = false);

    void Warning(string message);
}

/// <summary>Checked inputs with defaults, or the reasons why they are refused.</summary>
public sealed record CheckResult(PropertyMap Inputs, ImmutableArray<CheckFailure> Failures);

/// <summary>The arguments of a comparison and of an update in place.</summary>
public sealed record DiffRequest(
    ResourceIdentity Resource, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs,
    ImmutableArray<string> IgnoreChanges);

/// <summary>How one property path differs.</summary>
public enum DiffKind
{
    Add,
    AddReplace,
    Delete,
    DeleteReplace,
    Update,
    UpdateReplace,
}

/// <summary>
/// The outcome of a comparison. <see cref="Details"/> maps property paths in Pulumi's text form ("ports[0].external")
/// to kinds; a replacement is needed when any kind says so or <see cref="ReplaceKeys"/> is not empty.
/// </summary>
public sealed record DiffResult(
    bool HasChanges, ImmutableSortedDictionary<string, DiffKind> Details, ImmutableArray<string> ReplaceKeys,
    bool DeleteBeforeReplace);

/// <summary>A created resource.</summary>
public sealed record CreateResult(string Id, PropertyMap Outputs);

/// <summary>A resource as it was read: inputs adjusted to the reality, and outputs.</summary>
public sealed record ReadResult(string Id, PropertyMap Inputs, PropertyMap Outputs);

/// <summary>An operation failed after the resource had come to exist: the state keeps it, with initErrors.</summary>
public sealed class PartialFailureException(string message, string id, PropertyMap outputs,
    ImmutableArray<string> reasons)
    : Exception(message)
{
    public string Id { get; } = id;

    public PropertyMap Outputs { get; } = outputs;

    public ImmutableArray<string> Reasons { get; } = reasons;
}

/// <summary>An operation failed; the message carries the remote side's own words.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
