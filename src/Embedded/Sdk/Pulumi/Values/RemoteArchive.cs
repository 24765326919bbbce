using Postern.Embedded.Contracts.Values;

namespace Pulumi;

/// <summary>An archive file behind an address.</summary>
public sealed class RemoteArchive : Archive
{
    private readonly string _uri;

    public RemoteArchive(string uri) => _uri = uri;

    internal override PropertyValue ToWire() => new PropertyArchive(Assets: null, Path: null, _uri);
}
