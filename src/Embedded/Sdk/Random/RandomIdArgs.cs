namespace Pulumi.Random;

/// <summary>Arguments of <see cref="RandomId"/>.</summary>
public sealed class RandomIdArgs : ResourceArgs
{
    public RandomIdArgs()
    {
    }

    [Input("byteLength", required: true)] public Input<int> ByteLength { get; set; } = null!;

    [Input("keepers")] private InputMap<string>? _keepers;

    public InputMap<string> Keepers { get => _keepers ??= []; set => _keepers = value; }

    [Input("prefix")] public Input<string>? Prefix { get; set; }

    public static new RandomIdArgs Empty => new();
}
