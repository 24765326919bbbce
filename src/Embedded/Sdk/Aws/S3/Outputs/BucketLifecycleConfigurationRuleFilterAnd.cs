using System.Collections.Immutable;

namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule filter and, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRuleFilterAnd
{
    public readonly int ObjectSizeGreaterThan;
    public readonly int ObjectSizeLessThan;
    public readonly string Prefix;
    public readonly ImmutableDictionary<string, string>? Tags;

    [OutputConstructor]
    private BucketLifecycleConfigurationRuleFilterAnd(
        int objectSizeGreaterThan, int objectSizeLessThan, string prefix, ImmutableDictionary<string, string>? tags)
    {
        ObjectSizeGreaterThan = objectSizeGreaterThan;
        ObjectSizeLessThan = objectSizeLessThan;
        Prefix = prefix;
        Tags = tags;
    }
}
