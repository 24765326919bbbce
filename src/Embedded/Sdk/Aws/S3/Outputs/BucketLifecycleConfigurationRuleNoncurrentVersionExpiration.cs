namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule noncurrent version expiration, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleNoncurrentVersionExpiration
{
    public readonly int? NewerNoncurrentVersions;
    public readonly int NoncurrentDays;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(
        int? newerNoncurrentVersions, int noncurrentDays)
    {
        NewerNoncurrentVersions = newerNoncurrentVersions;
        NoncurrentDays = noncurrentDays;
    }
}
