using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Pulumi;

/// <summary>A tree made of named assets and archives.</summary>
public sealed class AssetArchive : Archive
{
    private readonly ImmutableSortedDictionary<string, AssetOrArchive> _assets;

    public AssetArchive(IDictionary<string, AssetOrArchive> assets) =>
        _assets = assets.ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal override PropertyValue ToWire() => new PropertyArchive(
        _assets.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.ToWire(), StringComparer.Ordinal),
        Path: null, Uri: null);
}
