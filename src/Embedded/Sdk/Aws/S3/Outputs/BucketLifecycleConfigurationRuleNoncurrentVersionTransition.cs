namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule noncurrent version transition, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleNoncurrentVersionTransition
{
    public readonly int? NewerNoncurrentVersions;
    public readonly int NoncurrentDays;
    public readonly string StorageClass;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleNoncurrentVersionTransition(
        int? newerNoncurrentVersions, int noncurrentDays, string storageClass)
    {
        NewerNoncurrentVersions = newerNoncurrentVersions;
        NoncurrentDays = noncurrentDays;
        StorageClass = storageClass;
    }
}
