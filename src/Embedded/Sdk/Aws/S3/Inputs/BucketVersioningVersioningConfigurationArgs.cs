namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket versioning versioning configuration, as an argument.</summary>
public sealed class BucketVersioningVersioningConfigurationArgs : ResourceArgs
{
    public BucketVersioningVersioningConfigurationArgs()
    {
    }

    [Input("mfaDelete")] public Input<string>? MfaDelete { get; set; }

    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;

    public static new BucketVersioningVersioningConfigurationArgs Empty => new();
}
