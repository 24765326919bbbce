namespace Pulumi.Aws.S3.Inputs;

/// <summary>Bucket lifecycle configuration rule filter and, as an argument.</summary>
public sealed class BucketLifecycleConfigurationRuleFilterAndArgs : ResourceArgs
{
    public BucketLifecycleConfigurationRuleFilterAndArgs()
    {
    }

    [Input("objectSizeGreaterThan")] public Input<int>? ObjectSizeGreaterThan { get; set; }

    [Input("objectSizeLessThan")] public Input<int>? ObjectSizeLessThan { get; set; }

    [Input("prefix")] public Input<string>? Prefix { get; set; }

    [Input("tags")] private InputMap<string>? _tags;

    public InputMap<string> Tags { get => _tags ??= []; set => _tags = value; }

    public static new BucketLifecycleConfigurationRuleFilterAndArgs Empty => new();
}
