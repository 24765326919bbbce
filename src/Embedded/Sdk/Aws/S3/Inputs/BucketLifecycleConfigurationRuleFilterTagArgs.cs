namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule filter tag, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleFilterTagArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleFilterTagArgs()
    {
    }

    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;

    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;

    public static new BucketLifecycleConfigurationRuleFilterTagArgs Empty => new();
}
