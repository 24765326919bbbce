using System.Collections.Immutable;

namespace Pulumi.Aws.S3;

/// <summary>aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration.</summary>
public class BucketLifecycleConfiguration : CustomResource
{
    public BucketLifecycleConfiguration(
        string name, BucketLifecycleConfigurationArgs args, CustomResourceOptions? options = null)
        : base(
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            name, args ?? new BucketLifecycleConfigurationArgs(),
            Package.Options(options, Defaults()))
    {
    }

    [Output("bucket")] public Output<string> Bucket { get; private set; } = null!;

    [Output("expectedBucketOwner")] public Output<string> ExpectedBucketOwner { get; private set; } = null!;

    [Output("region")] public Output<string> Region { get; private set; } = null!;

    [Output("rules")]
    public Output<ImmutableArray<Outputs.BucketLifecycleConfigurationRule>> Rules { get; private set; } = null!;

    [Output("timeouts")]
    public Output<Outputs.BucketLifecycleConfigurationTimeouts?> Timeouts { get; private set; } = null!;

    [Output("transitionDefaultMinimumObjectSize")]
    public Output<string> TransitionDefaultMinimumObjectSize { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Aliases = { new Alias { Type = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2" } },
    };
}
