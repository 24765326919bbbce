namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule noncurrent version expiration, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs()
    {
    }

    [Input("newerNoncurrentVersions")] public Input<int>? NewerNoncurrentVersions { get; set; }

    [Input("noncurrentDays", required: true)] public Input<int> NoncurrentDays { get; set; } = null!;

    public static new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs Empty => new();
}
