using System.Collections.Immutable;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock.</summary>
internal sealed class PublicAccessBlockResource : BucketFeature
{
    public override ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("bucket") { Replaces = true }, new("blockPublicAcls"), new("blockPublicPolicy"), new("ignorePublicAcls"),
        new("restrictPublicBuckets"), new("skipDestroy"),
    ];

    protected override string Feature => "public access blocks";

    protected override Task PutAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        store.Client.PutPublicAccessBlockAsync(
            new PutPublicAccessBlockRequest
            {
                BucketName = bucket,
                PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration
                {
                    BlockPublicAcls = inputs.Flag("blockPublicAcls") ?? false,
                    BlockPublicPolicy = inputs.Flag("blockPublicPolicy") ?? false,
                    IgnorePublicAcls = inputs.Flag("ignorePublicAcls") ?? false,
                    RestrictPublicBuckets = inputs.Flag("restrictPublicBuckets") ?? false,
                },
            },
            cancellation);

    protected override async Task<PropertyMap?> FindAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation)
    {
        var answer = await store.Client.GetPublicAccessBlockAsync(
            new GetPublicAccessBlockRequest { BucketName = bucket }, cancellation);
        if (answer.PublicAccessBlockConfiguration is not { BlockPublicAcls: not null } found) return null;
        return new PropertyMapBuilder()
            .Set("blockPublicAcls", found.BlockPublicAcls ?? false)
            .Set("blockPublicPolicy", found.BlockPublicPolicy ?? false)
            .Set("ignorePublicAcls", found.IgnorePublicAcls ?? false)
            .Set("restrictPublicBuckets", found.RestrictPublicBuckets ?? false)
            .Build();
    }

    protected override Task RemoveAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        inputs.Flag("skipDestroy") == true
            ? Task.CompletedTask
            : store.Client.DeletePublicAccessBlockAsync(
                new DeletePublicAccessBlockRequest { BucketName = bucket }, cancellation);
}
