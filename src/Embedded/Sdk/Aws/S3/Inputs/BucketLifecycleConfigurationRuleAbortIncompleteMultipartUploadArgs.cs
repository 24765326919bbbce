namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule abort incomplete multipart upload, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs()
    {
    }

    [Input("daysAfterInitiation")] public Input<int>? DaysAfterInitiation { get; set; }

    public static new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs Empty => new();
}
