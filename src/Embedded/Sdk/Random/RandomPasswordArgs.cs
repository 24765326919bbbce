namespace Pulumi.Random;

/// <summary>Arguments of <see cref="RandomPassword"/>.</summary>
public sealed class RandomPasswordArgs : ResourceArgs
{
    public RandomPasswordArgs()
    {
    }

    [Input("keepers")] private InputMap<string>? _keepers;

    public InputMap<string> Keepers { get => _keepers ??= []; set => _keepers = value; }

    [Input("length", required: true)] public Input<int> Length { get; set; } = null!;

    [Input("lower")] public Input<bool>? Lower { get; set; }

    [Input("minLower")] public Input<int>? MinLower { get; set; }

    [Input("minNumeric")] public Input<int>? MinNumeric { get; set; }

    [Input("minSpecial")] public Input<int>? MinSpecial { get; set; }

    [Input("minUpper")] public Input<int>? MinUpper { get; set; }

    [Input("number")] public Input<bool>? Number { get; set; }

    [Input("numeric")] public Input<bool>? Numeric { get; set; }

    [Input("overrideSpecial")] public Input<string>? OverrideSpecial { get; set; }

    [Input("special")] public Input<bool>? Special { get; set; }

    [Input("upper")] public Input<bool>? Upper { get; set; }

    public static new RandomPasswordArgs Empty => new();
}
