namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration timeouts, as an argument.</summary>
public sealed class BucketLifecycleConfigurationTimeoutsArgs : ResourceArgs
{
    public BucketLifecycleConfigurationTimeoutsArgs()
    {
    }

    [Input("create")] public Input<string>? Create { get; set; }

    [Input("update")] public Input<string>? Update { get; set; }

    public static new BucketLifecycleConfigurationTimeoutsArgs Empty => new();
}
