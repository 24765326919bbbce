namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule transition, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleTransition
{
    public readonly string? Date;
    public readonly int Days;
    public readonly string StorageClass;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleTransition(string? date, int days, string storageClass)
    {
        Date = date;
        Days = days;
        StorageClass = storageClass;
    }
}
