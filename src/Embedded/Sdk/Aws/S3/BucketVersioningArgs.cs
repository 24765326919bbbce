namespace Pulumi.Aws.S3;

/// <summary>Arguments of <see cref="BucketVersioning"/>.</summary>
public sealed class BucketVersioningArgs : ResourceArgs
{
    public BucketVersioningArgs()
    {
    }

    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;

    [Input("expectedBucketOwner")] public Input<string>? ExpectedBucketOwner { get; set; }

    [Input("mfa")] public Input<string>? Mfa { get; set; }

    [Input("region")] public Input<string>? Region { get; set; }

    [Input("versioningConfiguration", required: true)]
    public Input<Inputs.BucketVersioningVersioningConfigurationArgs> VersioningConfiguration { get; set; } = null!;

    public static new BucketVersioningArgs Empty => new();
}
