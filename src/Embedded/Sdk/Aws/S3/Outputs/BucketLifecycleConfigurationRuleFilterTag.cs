namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule filter tag, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleFilterTag
{
    public readonly string Key;
    public readonly string Value;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleFilterTag(string key, string value)
    {
        Key = key;
        Value = value;
    }
}
