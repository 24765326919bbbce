namespace Pulumi.Aws.S3;

/// <summary>aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock.</summary>
public class BucketPublicAccessBlock : CustomResource
{
    public BucketPublicAccessBlock(string name, BucketPublicAccessBlockArgs args, CustomResourceOptions? options = null)
        : base(
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name, args ?? new BucketPublicAccessBlockArgs(),
            Package.Options(options))
    {
    }

    [Output("blockPublicAcls")] public Output<bool?> BlockPublicAcls { get; private set; } = null!;

    [Output("blockPublicPolicy")] public Output<bool?> BlockPublicPolicy { get; private set; } = null!;

    [Output("bucket")] public Output<string> Bucket { get; private set; } = null!;

    [Output("ignorePublicAcls")] public Output<bool?> IgnorePublicAcls { get; private set; } = null!;

    [Output("region")] public Output<string> Region { get; private set; } = null!;

    [Output("restrictPublicBuckets")] public Output<bool?> RestrictPublicBuckets { get; private set; } = null!;

    [Output("skipDestroy")] public Output<bool?> SkipDestroy { get; private set; } = null!;
}
