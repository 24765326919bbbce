namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule expiration, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleExpirationArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleExpirationArgs()
    {
    }

    [Input("date")] public Input<string>? Date { get; set; }

    [Input("days")] public Input<int>? Days { get; set; }

    [Input("expiredObjectDeleteMarker")] public Input<bool>? ExpiredObjectDeleteMarker { get; set; }

    public static new BucketLifecycleConfigurationRuleExpirationArgs Empty => new();
}
