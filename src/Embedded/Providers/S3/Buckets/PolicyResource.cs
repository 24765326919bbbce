using System.Collections.Immutable;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>
/// aws:s3/bucketPolicy:BucketPolicy. The policy is a JSON text; two spellings of one document are the same.
/// </summary>
internal sealed class PolicyResource : BucketFeature
{
    public override ImmutableArray<SchemaProperty> Schema { get; } =
        [new("bucket") { Replaces = true }, new("policy") { Canonical = PolicyText.Canonical }];

    protected override string Feature => "bucket policies";

    protected override Task PutAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        store.Client.PutBucketPolicyAsync(
            new PutBucketPolicyRequest { BucketName = bucket, Policy = inputs.Text("policy") }, cancellation);

    protected override async Task<PropertyMap?> FindAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation)
    {
        var answer = await store.Client.GetBucketPolicyAsync(
            new GetBucketPolicyRequest { BucketName = bucket }, cancellation);
        return answer.Policy?.TrimStart().StartsWith('{') == true
            ? PropertyMap.Empty.With("policy", new PropertyString(answer.Policy)) : null;
    }

    protected override Task RemoveAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation) =>
        store.Client.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = bucket }, cancellation);
}
