namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule expiration, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleExpiration
{
    public readonly string? Date;
    public readonly int Days;
    public readonly bool ExpiredObjectDeleteMarker;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleExpiration(string? date, int days, bool expiredObjectDeleteMarker)
    {
        Date = date;
        Days = days;
        ExpiredObjectDeleteMarker = expiredObjectDeleteMarker;
    }
}
