using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>A secret text of random characters (random:index/randomPassword:RandomPassword).</summary>
public class RandomPassword : CustomResource
{
    public RandomPassword(string name, RandomPasswordArgs args, CustomResourceOptions? options = null)
        : base(
            "random:index/randomPassword:RandomPassword", name, args ?? new RandomPasswordArgs(),
            Package.Options(options, Defaults()))
    {
    }

    [Output("bcryptHash")] public Output<string> BcryptHash { get; private set; } = null!;

    [Output("keepers")] public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    [Output("length")] public Output<int> Length { get; private set; } = null!;

    [Output("lower")] public Output<bool> Lower { get; private set; } = null!;

    [Output("minLower")] public Output<int> MinLower { get; private set; } = null!;

    [Output("minNumeric")] public Output<int> MinNumeric { get; private set; } = null!;

    [Output("minSpecial")] public Output<int> MinSpecial { get; private set; } = null!;

    [Output("minUpper")] public Output<int> MinUpper { get; private set; } = null!;

    [Output("number")] public Output<bool> Number { get; private set; } = null!;

    [Output("numeric")] public Output<bool> Numeric { get; private set; } = null!;

    [Output("overrideSpecial")] public Output<string?> OverrideSpecial { get; private set; } = null!;

    [Output("result")] public Output<string> Result { get; private set; } = null!;

    [Output("special")] public Output<bool> Special { get; private set; } = null!;

    [Output("upper")] public Output<bool> Upper { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        AdditionalSecretOutputs = { "bcryptHash", "result" },
    };
}
