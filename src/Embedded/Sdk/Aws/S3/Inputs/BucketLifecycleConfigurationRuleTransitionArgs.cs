namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule transition, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleTransitionArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleTransitionArgs()
    {
    }

    [Input("date")] public Input<string>? Date { get; set; }

    [Input("days")] public Input<int>? Days { get; set; }

    [Input("storageClass", required: true)] public Input<string> StorageClass { get; set; } = null!;

    public static new BucketLifecycleConfigurationRuleTransitionArgs Empty => new();
}
