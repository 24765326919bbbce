namespace Pulumi.Aws.S3.Outputs;

/// <summary>
/// Bucket lifecycle configuration rule abort incomplete multipart upload, as the provider answers it.
/// </summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload
{
    public readonly int? DaysAfterInitiation;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(int? daysAfterInitiation)
    {
        DaysAfterInitiation = daysAfterInitiation;
    }
}
