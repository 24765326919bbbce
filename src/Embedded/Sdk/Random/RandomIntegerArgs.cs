namespace Pulumi.Random;

/// <summary>Arguments of <see cref="RandomInteger"/>.</summary>
public sealed class RandomIntegerArgs : ResourceArgs
{
    public RandomIntegerArgs()
    {
    }

    [Input("keepers")] private InputMap<string>? _keepers;

    public InputMap<string> Keepers { get => _keepers ??= []; set => _keepers = value; }

    [Input("max", required: true)] public Input<int> Max { get; set; } = null!;

    [Input("min", required: true)] public Input<int> Min { get; set; } = null!;

    [Input("seed")] public Input<string>? Seed { get; set; }

    public static new RandomIntegerArgs Empty => new();
}
