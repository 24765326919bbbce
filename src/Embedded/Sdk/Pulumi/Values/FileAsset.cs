using Postern.Embedded.Contracts.Values;

namespace Pulumi;

/// <summary>A file on the disk.</summary>
public sealed class FileAsset : Asset
{
    private readonly string _path;

    public FileAsset(string path) => _path = path;

    internal override PropertyValue ToWire() => new PropertyAsset(Text: null, _path, Uri: null);
}
