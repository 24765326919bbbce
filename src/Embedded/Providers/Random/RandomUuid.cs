using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Random;

/// <summary>RandomUuid: version 4 of RFC 9562.</summary>
internal sealed class RandomUuid(RandomSource source) : IRandomType
{
    public ImmutableArray<SchemaProperty> Schema { get; } = [new("keepers", SchemaShape.Map) { Replaces = true }];

    public ImmutableArray<string> Computed { get; } = ["result"];

    public IEnumerable<CheckFailure> Check(PropertyMap inputs) => [];

    public CreateResult Create(PropertyMap inputs)
    {
        var bytes = source.Bytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        var text = new Guid(bytes, bigEndian: true).ToString();
        return new CreateResult(text, PropertyMapBuilder.From(inputs).Set("result", text).Build());
    }
}
