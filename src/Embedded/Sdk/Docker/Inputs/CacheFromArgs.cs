namespace Pulumi.Docker.Inputs;

/// <summary>Cache from, as an argument.</summary>
public sealed class CacheFromArgs : ResourceArgs
{
    public CacheFromArgs()
    {
    }

    [Input("images")] private InputList<string>? _images;

    public InputList<string> Images { get => _images ??= []; set => _images = value; }

    public static new CacheFromArgs Empty => new();
}
