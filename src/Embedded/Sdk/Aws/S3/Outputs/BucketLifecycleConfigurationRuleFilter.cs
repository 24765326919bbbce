namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule filter, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleFilter
{
    public readonly BucketLifecycleConfigurationRuleFilterAnd? And;
    public readonly int ObjectSizeGreaterThan;
    public readonly int ObjectSizeLessThan;
    public readonly string Prefix;
    public readonly BucketLifecycleConfigurationRuleFilterTag? Tag;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleFilter(
        BucketLifecycleConfigurationRuleFilterAnd? and, int objectSizeGreaterThan, int objectSizeLessThan,
        string prefix, BucketLifecycleConfigurationRuleFilterTag? tag)
    {
        And = and;
        ObjectSizeGreaterThan = objectSizeGreaterThan;
        ObjectSizeLessThan = objectSizeLessThan;
        Prefix = prefix;
        Tag = tag;
    }
}
