using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>random:index/randomPet:RandomPet.</summary>
public class RandomPet : CustomResource
{
    public RandomPet(string name, RandomPetArgs? args = null, CustomResourceOptions? options = null)
        : base("random:index/randomPet:RandomPet", name, args ?? new RandomPetArgs(), Package.Options(options))
    {
    }

    [Output("keepers")] public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    [Output("length")] public Output<int> Length { get; private set; } = null!;

    [Output("prefix")] public Output<string?> Prefix { get; private set; } = null!;

    [Output("separator")] public Output<string> Separator { get; private set; } = null!;
}
