using Postern.Embedded.Contracts.Values;

namespace Pulumi;

/// <summary>A file made of a text.</summary>
public sealed class StringAsset : Asset
{
    private readonly string _text;

    public StringAsset(string text) => _text = text;

    internal override PropertyValue ToWire() => new PropertyAsset(_text, Path: null, Uri: null);
}
