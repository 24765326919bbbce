using Postern.Embedded.Contracts.Values;

namespace Pulumi;

/// <summary>A file behind an address.</summary>
public sealed class RemoteAsset : Asset
{
    private readonly string _uri;

    public RemoteAsset(string uri) => _uri = uri;

    internal override PropertyValue ToWire() => new PropertyAsset(Text: null, Path: null, _uri);
}
