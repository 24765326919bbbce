namespace Pulumi.Aws.S3;

/// <summary>Arguments of <see cref="BucketPublicAccessBlock"/>.</summary>
public sealed class BucketPublicAccessBlockArgs : ResourceArgs
{
    public BucketPublicAccessBlockArgs()
    {
    }

    [Input("blockPublicAcls")] public Input<bool>? BlockPublicAcls { get; set; }

    [Input("blockPublicPolicy")] public Input<bool>? BlockPublicPolicy { get; set; }

    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;

    [Input("ignorePublicAcls")] public Input<bool>? IgnorePublicAcls { get; set; }

    [Input("region")] public Input<string>? Region { get; set; }

    [Input("restrictPublicBuckets")] public Input<bool>? RestrictPublicBuckets { get; set; }

    [Input("skipDestroy")] public Input<bool>? SkipDestroy { get; set; }

    public static new BucketPublicAccessBlockArgs Empty => new();
}
