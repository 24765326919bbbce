using System.Collections.Immutable;
using System.Globalization;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Random;

/// <summary>RandomInteger: a number from min to max, both included.</summary>
internal sealed class RandomInteger(RandomSource source) : IRandomType
{
    public ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("keepers", SchemaShape.Map) { Replaces = true }, new("max") { Replaces = true }, new(
            "min") { Replaces = true },
        new("seed") { Replaces = true },
    ];

    public ImmutableArray<string> Computed { get; } = ["result"];

    public IEnumerable<CheckFailure> Check(PropertyMap inputs)
    {
        if (inputs.HasUnknown()) yield break;
        if (inputs.Text("seed") is { Length: > 0 })
        {
            yield return new CheckFailure(
                "seed", "'seed' needs the Pulumi CLI: the embedded engine cannot repeat Go's numbers");
        }
        if (inputs.Integer("min") > inputs.Integer("max"))
        {
            yield return new CheckFailure(
                "min", "The minimum (min) value needs to be smaller than or equal to maximum (max) value.");
        }
    }

    public CreateResult Create(PropertyMap inputs)
    {
        var (least, most) = (inputs.Integer("min") ?? 0, inputs.Integer("max") ?? 0);
        var number = least + source.Below(most - least + 1);
        return new CreateResult(
            number.ToString(CultureInfo.InvariantCulture), PropertyMapBuilder.From(inputs).Set("result", number)
                .Build());
    }
}
