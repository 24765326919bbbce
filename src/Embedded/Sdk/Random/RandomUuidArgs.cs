namespace Pulumi.Random;

/// <summary>Arguments of <see cref="RandomUuid"/>.</summary>
public sealed class RandomUuidArgs : ResourceArgs
{
    public RandomUuidArgs()
    {
    }

    [Input("keepers")] private InputMap<string>? _keepers;

    public InputMap<string> Keepers { get => _keepers ??= []; set => _keepers = value; }

    public static new RandomUuidArgs Empty => new();
}
