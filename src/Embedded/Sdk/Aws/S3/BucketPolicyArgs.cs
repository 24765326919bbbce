namespace Pulumi.Aws.S3;

/// <summary>Arguments of <see cref="BucketPolicy"/>.</summary>
public sealed class BucketPolicyArgs : ResourceArgs
{
    public BucketPolicyArgs()
    {
    }

    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;

    [Input("policy", required: true)] public InputUnion<string, Inputs.PolicyDocumentArgs> Policy { get; set; } = null!;

    [Input("region")] public Input<string>? Region { get; set; }

    public static new BucketPolicyArgs Empty => new();
}
