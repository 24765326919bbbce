using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Random;

/// <summary>RandomId: bytes in four spellings, each after the prefix; the id is the URL form without it.</summary>
internal sealed class RandomId(RandomSource source) : IRandomType
{
    public ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("byteLength") { Replaces = true }, new("keepers", SchemaShape.Map) { Replaces = true },
        new("prefix") { Replaces = true },
    ];

    public ImmutableArray<string> Computed { get; } = ["b64Std", "b64Url", "dec", "hex"];

    public IEnumerable<CheckFailure> Check(PropertyMap inputs)
    {
        if (!inputs.IsUnknown("byteLength") && inputs.Integer("byteLength") is not > 0)
        {
            yield return new CheckFailure("byteLength", "Missing required argument. 'byteLength' has to be at least 1");
        }
    }

    public CreateResult Create(PropertyMap inputs)
    {
        var bytes = source.Bytes((int)(inputs.Integer("byteLength") ?? 0));
        var prefix = inputs.Text("prefix") ?? "";
        var standard = Convert.ToBase64String(bytes);
        var url = standard.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        return new CreateResult(url, PropertyMapBuilder.From(inputs)
            .Set("b64Std", prefix + standard)
            .Set("b64Url", prefix + url)
            .Set("dec", prefix + number.ToString(CultureInfo.InvariantCulture))
            .Set("hex", prefix + Convert.ToHexStringLower(bytes)).Build());
    }
}
