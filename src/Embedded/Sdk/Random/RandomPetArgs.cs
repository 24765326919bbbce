namespace Pulumi.Random;

/// <summary>Arguments of <see cref="RandomPet"/>.</summary>
public sealed class RandomPetArgs : ResourceArgs
{
    public RandomPetArgs()
    {
    }

    [Input("keepers")] private InputMap<string>? _keepers;

    public InputMap<string> Keepers { get => _keepers ??= []; set => _keepers = value; }

    [Input("length")] public Input<int>? Length { get; set; }

    [Input("prefix")] public Input<string>? Prefix { get; set; }

    [Input("separator")] public Input<string>? Separator { get; set; }

    public static new RandomPetArgs Empty => new();
}
