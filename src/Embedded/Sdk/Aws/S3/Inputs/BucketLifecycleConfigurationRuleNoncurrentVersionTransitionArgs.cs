namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule noncurrent version transition, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleNoncurrentVersionTransitionArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleNoncurrentVersionTransitionArgs()
    {
    }

    [Input("newerNoncurrentVersions")] public Input<int>? NewerNoncurrentVersions { get; set; }

    [Input("noncurrentDays", required: true)] public Input<int> NoncurrentDays { get; set; } = null!;

    [Input("storageClass", required: true)] public Input<string> StorageClass { get; set; } = null!;

    public static new BucketLifecycleConfigurationRuleNoncurrentVersionTransitionArgs Empty => new();
}
