using System.Collections.Immutable;

namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration rule, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationRule
{
    public readonly BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload? AbortIncompleteMultipartUpload;
    public readonly BucketLifecycleConfigurationRuleExpiration? Expiration;
    public readonly BucketLifecycleConfigurationRuleFilter? Filter;
    public readonly string Id;
    public readonly BucketLifecycleConfigurationRuleNoncurrentVersionExpiration? NoncurrentVersionExpiration;
    public readonly ImmutableArray<BucketLifecycleConfigurationRuleNoncurrentVersionTransition>
        NoncurrentVersionTransitions;
    public readonly string Prefix;
    public readonly string Status;
    public readonly ImmutableArray<BucketLifecycleConfigurationRuleTransition> Transitions;

    [OutputConstructor]
    private BucketLifecycleConfigurationRule(
        BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload? abortIncompleteMultipartUpload,
        BucketLifecycleConfigurationRuleExpiration? expiration, BucketLifecycleConfigurationRuleFilter? filter,
        string id, BucketLifecycleConfigurationRuleNoncurrentVersionExpiration? noncurrentVersionExpiration,
        ImmutableArray<BucketLifecycleConfigurationRuleNoncurrentVersionTransition> noncurrentVersionTransitions,
        string prefix, string status, ImmutableArray<BucketLifecycleConfigurationRuleTransition> transitions)
    {
        AbortIncompleteMultipartUpload = abortIncompleteMultipartUpload;
        Expiration = expiration;
        Filter = filter;
        Id = id;
        NoncurrentVersionExpiration = noncurrentVersionExpiration;
        NoncurrentVersionTransitions = noncurrentVersionTransitions;
        Prefix = prefix;
        Status = status;
        Transitions = transitions;
    }
}
