namespace Pulumi.Aws.Inputs;

/// <summary>Provider default tags, as an argument.</summary>
public sealed class ProviderDefaultTagsArgs : ResourceArgs
{
    public ProviderDefaultTagsArgs()
    {
    }

    [Input("tags")] private InputMap<string>? _tags;

    public InputMap<string> Tags { get => _tags ??= []; set => _tags = value; }

    public static new ProviderDefaultTagsArgs Empty => new();
}
