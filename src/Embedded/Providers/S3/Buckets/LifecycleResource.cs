using System.Collections.Immutable;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration: all rules of a bucket at once.</summary>
internal sealed class LifecycleResource : BucketFeature
{
    public override ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("bucket") { Replaces = true },
        new("rules", SchemaShape.List) { Members = LifecycleRules.Members },
        new("transitionDefaultMinimumObjectSize") { Computed = true },
    ];

    protected override string Feature => "life cycle rules";

    protected override Task PutAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        store.Client.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest
            {
                BucketName = bucket,
                Configuration =
                    new LifecycleConfiguration { Rules = [.. inputs.Maps("rules").Select(LifecycleRules.ToModel)] },
            },
            cancellation);

    protected override async Task<PropertyMap?> FindAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation)
    {
        var answer = await store.Client.GetLifecycleConfigurationAsync(
            new GetLifecycleConfigurationRequest { BucketName = bucket }, cancellation);
        return answer.Configuration?.Rules is { Count: > 0 } rules
            ? PropertyMap.Empty.With("rules", LifecycleReading.Read(rules, inputs.Maps("rules"))) : null;
    }

    protected override Task RemoveAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        store.Client.DeleteLifecycleConfigurationAsync(
            new DeleteLifecycleConfigurationRequest { BucketName = bucket }, cancellation);
}
