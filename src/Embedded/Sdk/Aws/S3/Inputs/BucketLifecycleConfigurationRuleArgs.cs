namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleArgs()
    {
    }

    [Input("abortIncompleteMultipartUpload")]
    public Input<BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs>?
        AbortIncompleteMultipartUpload { get; set; }

    [Input("expiration")] public Input<BucketLifecycleConfigurationRuleExpirationArgs>? Expiration { get; set; }

    [Input("filter")] public Input<BucketLifecycleConfigurationRuleFilterArgs>? Filter { get; set; }

    [Input("id", required: true)] public Input<string> Id { get; set; } = null!;

    [Input("noncurrentVersionExpiration")]
    public Input<BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs>?
        NoncurrentVersionExpiration { get; set; }

    [Input("noncurrentVersionTransitions")]
    private InputList<BucketLifecycleConfigurationRuleNoncurrentVersionTransitionArgs>? _noncurrentVersionTransitions;

    public InputList<BucketLifecycleConfigurationRuleNoncurrentVersionTransitionArgs> NoncurrentVersionTransitions
    {
        get => _noncurrentVersionTransitions ??= [];
        set => _noncurrentVersionTransitions = value;
    }

    [Input("prefix")] public Input<string>? Prefix { get; set; }

    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;

    [Input("transitions")] private InputList<BucketLifecycleConfigurationRuleTransitionArgs>? _transitions;

    public InputList<BucketLifecycleConfigurationRuleTransitionArgs> Transitions
    {
        get => _transitions ??= [];
        set => _transitions = value;
    }

    public static new BucketLifecycleConfigurationRuleArgs Empty => new();
}
