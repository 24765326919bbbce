using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>random:index/randomUuid:RandomUuid.</summary>
public class RandomUuid : CustomResource
{
    public RandomUuid(string name, RandomUuidArgs? args = null, CustomResourceOptions? options = null)
        : base("random:index/randomUuid:RandomUuid", name, args ?? new RandomUuidArgs(), Package.Options(options))
    {
    }

    [Output("keepers")] public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    [Output("result")] public Output<string> Result { get; private set; } = null!;
}
