using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Random;

/// <summary>RandomPet: adverbs, an adjective and an animal, "length" words in all, after an optional prefix.</summary>
internal sealed class RandomPet(RandomSource source) : IRandomType
{
    private static readonly ImmutableArray<string> Adverbs =
    [
        "barely", "boldly", "briefly", "calmly", "clearly", "duly", "early", "easily", "fairly", "firmly", "freely",
        "gently",
        "gladly", "highly", "jolly", "kindly", "largely", "lightly", "mainly", "mildly", "neatly", "nicely", "openly",
        "partly",
        "plainly", "quietly", "rarely", "safely", "slowly", "softly", "truly", "wisely",
    ];

    private static readonly ImmutableArray<string> Adjectives =
    [
        "able", "amber", "brave", "bright", "clever", "crisp", "cunning", "eager", "fair", "fancy", "fond", "frank",
        "giving",
        "golden", "handy", "hardy", "honest", "keen", "lively", "loyal", "mellow", "noble", "patient", "proud",
        "quick", "ready",
        "sharp", "steady", "sunny", "tidy", "vivid", "witty",
    ];

    private static readonly ImmutableArray<string> Animals =
    [
        "badger", "bear", "bison", "crane", "deer", "dolphin", "falcon", "ferret", "finch", "fox", "gecko", "gull",
        "hare", "heron",
        "ibex", "koala", "lark", "lemur", "lynx", "marten", "mole", "moth", "newt", "otter", "owl", "panda", "quail",
        "raven",
        "seal", "skunk", "stork", "wolf",
    ];

    public ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("keepers", SchemaShape.Map) { Replaces = true }, new("length") { Replaces = true, Computed = true },
        new("prefix") { Replaces = true }, new("separator") { Replaces = true, Computed = true },
    ];

    public ImmutableArray<string> Computed { get; } = [];

    public IEnumerable<CheckFailure> Check(PropertyMap inputs)
    {
        if (inputs.Integer("length") is < 1) yield return new CheckFailure("length", "'length' has to be at least 1");
    }

    public CreateResult Create(PropertyMap inputs)
    {
        var length = inputs.Integer("length") ?? 2;
        var separator = inputs.Text("separator") ?? "-";
        var words = new List<string>();
        if (inputs.Text("prefix") is { Length: > 0 } prefix) words.Add(prefix);
        for (var left = length; left > 0; left--)
        {
            words.Add(source.Pick(left switch { 1 => Animals, 2 => Adjectives, _ => Adverbs }));
        }
        return new CreateResult(string.Join(separator, words), PropertyMapBuilder.From(inputs)
            .Set("length", length).Set("separator", separator).Build());
    }
}
