using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>random:index/randomInteger:RandomInteger.</summary>
public class RandomInteger : CustomResource
{
    public RandomInteger(string name, RandomIntegerArgs args, CustomResourceOptions? options = null)
        : base(
            "random:index/randomInteger:RandomInteger", name, args ?? new RandomIntegerArgs(),
            Package.Options(options))
    {
    }

    [Output("keepers")] public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    [Output("max")] public Output<int> Max { get; private set; } = null!;

    [Output("min")] public Output<int> Min { get; private set; } = null!;

    [Output("result")] public Output<int> Result { get; private set; } = null!;

    [Output("seed")] public Output<string?> Seed { get; private set; } = null!;
}
