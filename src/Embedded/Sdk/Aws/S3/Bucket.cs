using System.Collections.Immutable;

namespace Pulumi.Aws.S3;

/// <summary>A bucket (aws:s3/bucket:Bucket).</summary>
public class Bucket : CustomResource
{
    public Bucket(string name, BucketArgs? args = null, CustomResourceOptions? options = null)
        : base("aws:s3/bucket:Bucket", name, args ?? new BucketArgs(), Package.Options(options, Defaults()))
    {
    }

    [Output("accelerationStatus")] public Output<string> AccelerationStatus { get; private set; } = null!;

    [Output("acl")] public Output<string> Acl { get; private set; } = null!;

    [Output("arn")] public Output<string> Arn { get; private set; } = null!;

    [Output("bucketDomainName")] public Output<string> BucketDomainName { get; private set; } = null!;

    [Output("bucket")] public Output<string> BucketName { get; private set; } = null!;

    [Output("bucketNamespace")] public Output<string> BucketNamespace { get; private set; } = null!;

    [Output("bucketPrefix")] public Output<string> BucketPrefix { get; private set; } = null!;

    [Output("bucketRegion")] public Output<string> BucketRegion { get; private set; } = null!;

    [Output("bucketRegionalDomainName")] public Output<string> BucketRegionalDomainName { get; private set; } = null!;

    [Output("forceDestroy")] public Output<bool?> ForceDestroy { get; private set; } = null!;

    [Output("hostedZoneId")] public Output<string> HostedZoneId { get; private set; } = null!;

    [Output("objectLockEnabled")] public Output<bool> ObjectLockEnabled { get; private set; } = null!;

    [Output("policy")] public Output<string> Policy { get; private set; } = null!;

    [Output("region")] public Output<string> Region { get; private set; } = null!;

    [Output("requestPayer")] public Output<string> RequestPayer { get; private set; } = null!;

    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;

    [Output("websiteDomain")] public Output<string> WebsiteDomain { get; private set; } = null!;

    [Output("websiteEndpoint")] public Output<string> WebsiteEndpoint { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Aliases = { new Alias { Type = "aws:s3/bucketV2:BucketV2" }, new Alias { Type = "aws:s3/bucketV2:BucketV2" } },
    };
}
