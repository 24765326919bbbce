using Postern.Embedded.Contracts.Values;

namespace Pulumi;

/// <summary>A folder or an archive file on the disk.</summary>
public sealed class FileArchive : Archive
{
    private readonly string _path;

    public FileArchive(string path) => _path = path;

    internal override PropertyValue ToWire() => new PropertyArchive(Assets: null, _path, Uri: null);
}
