using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.S3.Buckets;
using Postern.Embedded.Providers.S3.Iam;
using Postern.Embedded.Providers.S3.Policies;

namespace Postern.Embedded.Providers.S3;

/// <summary>
/// The package "aws", as far as an archive needs it: buckets of any S3-compatible store, and users and keys where there
/// is IAM.
/// </summary>
public sealed class S3Provider(S3ProviderSettings settings) : IProvider, IDisposable
{
    private readonly ImmutableDictionary<string, IS3Resource> _resources = CreateResources(settings);

    private S3Connection? _store;

    private S3Configuration? _configuration;

    public string Package => "aws";

    private S3Connection Store => _store ?? throw new ProviderException(
        "the object store's endpoint or keys are not known yet: the aws provider needs them before its resources");

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config)
    {
        if (config.HasUnknown()) return [];
        try
        {
            return S3Configuration.Read(config).Endpoint is { } endpoint
                && !Uri.TryCreate(endpoint, UriKind.Absolute, out _)
                ? [new CheckFailure("endpoints", $"'{endpoint}' is no URL of an object store")]
                : [];
        }
        catch (ProviderException exception)
        {
            return [new CheckFailure("endpoints", exception.Message)];
        }
    }

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation)
    {
        // A preview of a first run: the store that gets these settings does not exist yet.
        if (!config.HasUnknown())
        {
            _configuration = S3Configuration.Read(config);
            _store = new S3Connection(_configuration, settings.Time);
        }
        return Task.CompletedTask;
    }

    public Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation)
    {
        var check = Find(resource).Check(resource, oldInputs, newInputs);
        if (_configuration is { IamEndpoint: null } store && IsIam(resource))
        {
            check = check with
            {
                Failures = check.Failures.Add(new CheckFailure("", store.NoIam)),
            };
        }
        return Task.FromResult(check);
    }

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation) =>
        Task.FromResult(SchemaComparer.Compare(Find(request.Resource).Schema, request, deleteBeforeReplace: false));

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        var type = Find(resource);
        return preview
            ? Task.FromResult(new CreateResult("", SchemaPreview.Foresee(inputs, type.Computed)))
            : type.CreateAsync(Store, inputs, log, cancellation);
    }

    public Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs,
        CancellationToken cancellation) =>
        Find(resource).ReadAsync(Store, id, inputs, outputs, cancellation);

    public Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation)
    {
        var type = Find(request.Resource);
        if (!preview) return type.UpdateAsync(Store, request, log, cancellation);
        var result = PropertyMapBuilder.From(request.OldOutputs);
        foreach (var (name, value) in SchemaPreview.Foresee(request.NewInputs, [])) result.Set(name, value);
        return Task.FromResult(result.Build());
    }

    public Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation) =>
        Find(resource).DeleteAsync(Store, id, inputs, outputs, log, cancellation);

    /// <summary>
    /// Nothing is to be deleted after a killed run: a bucket is taken over, a setting is set again. Of a user or a key
    /// nobody can tell whose it is.
    /// </summary>
    public Task<string?> FindInterruptedAsync(
        ResourceIdentity resource, PropertyMap inputs, CancellationToken cancellation) => Task.FromResult(
        resource.Type is "aws:iam/user:User" or "aws:iam/accessKey:AccessKey" ? null : "");

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        token switch
    {
        "aws:iam/getPolicyDocument:getPolicyDocument" => Task.FromResult(PolicyDocument.Run(arguments)),
        _ => throw new ProviderException($"the embedded aws provider has no function '{token}'"),
    };

    public void Dispose() => _store?.Dispose();

    private static ImmutableDictionary<string, IS3Resource> CreateResources(S3ProviderSettings settings) =>
        ImmutableDictionary.CreateRange<string, IS3Resource>(StringComparer.Ordinal,
        [
            new("aws:iam/accessKey:AccessKey", new AccessKeyResource(settings.RandomBytes)),
            new("aws:iam/user:User", new UserResource(settings.RandomBytes)),
            new("aws:iam/userPolicy:UserPolicy", new UserPolicyResource(settings.RandomBytes)),
            new("aws:s3/bucket:Bucket", new BucketResource(settings.RandomBytes)),
            new("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", new LifecycleResource()),
            new("aws:s3/bucketPolicy:BucketPolicy", new PolicyResource()),
            new("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", new PublicAccessBlockResource()),
            new("aws:s3/bucketVersioning:BucketVersioning", new VersioningResource()),
        ]);

    private IS3Resource Find(ResourceIdentity resource) => _resources.TryGetValue(resource.Type, out var type)
        ? type
        : throw new ProviderException(
            $"the embedded aws provider offers buckets, users and keys: '{resource.Type}' needs the Pulumi CLI");

    private static bool IsIam(ResourceIdentity resource) =>
        resource.Type.StartsWith("aws:iam/", StringComparison.Ordinal);
}
