namespace Pulumi.Aws.S3;

/// <summary>aws:s3/bucketPolicy:BucketPolicy.</summary>
public class BucketPolicy : CustomResource
{
    public BucketPolicy(string name, BucketPolicyArgs args, CustomResourceOptions? options = null)
        : base("aws:s3/bucketPolicy:BucketPolicy", name, args ?? new BucketPolicyArgs(), Package.Options(options))
    {
    }

    [Output("bucket")] public Output<string> Bucket { get; private set; } = null!;

    [Output("policy")] public Output<string> Policy { get; private set; } = null!;

    [Output("region")] public Output<string> Region { get; private set; } = null!;
}
