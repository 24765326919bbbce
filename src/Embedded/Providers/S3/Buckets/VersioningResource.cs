using System.Collections.Immutable;
using Amazon.S3;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>
/// aws:s3/bucketVersioning:BucketVersioning. Deleting it suspends versioning; it cannot be undone altogether.
/// </summary>
internal sealed class VersioningResource : BucketFeature
{
    public override ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("bucket") { Replaces = true }, new("expectedBucketOwner") { Replaces = true },
        new("versioningConfiguration",
            SchemaShape.Object) { Members = [new("mfaDelete") { Computed = true }, new("status")] },
    ];

    protected override string Feature => "versioning of buckets";

    public override CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var result = base.Check(resource, oldInputs, newInputs);
        var status = newInputs.Map("versioningConfiguration")?.Text("status");
        return status is null or "Enabled" or "Suspended" or "Disabled"
            ? result
            : result with
            {
                Failures = result.Failures.Add(new CheckFailure(
                    "versioningConfiguration.status",
                    $"expected status to be one of [\"Enabled\" \"Suspended\" \"Disabled\"], got {status}")),
            };
    }

    protected override Task PutAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        Status(inputs) == "Disabled" ? Task.CompletedTask : PutStatusAsync(store, bucket, Status(inputs), cancellation);

    protected override async Task<PropertyMap?> FindAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation)
    {
        var answer = await store.Client.GetBucketVersioningAsync(
            new GetBucketVersioningRequest { BucketName = bucket }, cancellation);
        // Without a status versioning was never asked for, or the store does not know it.
        var status = answer.VersioningConfig?.Status?.Value;
        if (status is not ("Enabled" or "Suspended")) return null;
        var configuration = inputs.Map("versioningConfiguration") ?? PropertyMap.Empty;
        return PropertyMap.Empty.With(
            "versioningConfiguration", configuration.With("status", new PropertyString(status)));
    }

    protected override Task RemoveAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        Status(inputs) == "Enabled" ? PutStatusAsync(store, bucket, "Suspended", cancellation) : Task.CompletedTask;

    private static string Status(PropertyMap inputs) =>
        inputs.Map("versioningConfiguration")?.Text("status") is { Length: > 0 } status ? status : "Disabled";

    private static async Task PutStatusAsync(
        S3Connection store, string bucket, string status, CancellationToken cancellation) =>
        await store.Client.PutBucketVersioningAsync(
            new PutBucketVersioningRequest
            {
                BucketName = bucket,
                VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.FindValue(status) },
            },
            cancellation);
}
