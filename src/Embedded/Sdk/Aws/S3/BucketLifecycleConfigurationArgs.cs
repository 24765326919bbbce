namespace Pulumi.Aws.S3;

/// <summary>Arguments of <see cref="BucketLifecycleConfiguration"/>.</summary>
public sealed class BucketLifecycleConfigurationArgs : ResourceArgs
{
    public BucketLifecycleConfigurationArgs()
    {
    }

    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;

    [Input("expectedBucketOwner")] public Input<string>? ExpectedBucketOwner { get; set; }

    [Input("region")] public Input<string>? Region { get; set; }

    [Input("rules")] private InputList<Inputs.BucketLifecycleConfigurationRuleArgs>? _rules;

    public InputList<Inputs.BucketLifecycleConfigurationRuleArgs> Rules { get => _rules ??= []; set => _rules = value; }

    [Input("timeouts")] public Input<Inputs.BucketLifecycleConfigurationTimeoutsArgs>? Timeouts { get; set; }

    [Input("transitionDefaultMinimumObjectSize")] public Input<string>? TransitionDefaultMinimumObjectSize { get; set; }

    public static new BucketLifecycleConfigurationArgs Empty => new();
}
