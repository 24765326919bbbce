using Postern.Embedded.Contracts.Values;

namespace Pulumi;

/// <summary>A file or a tree of files that an argument carries.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive()
    {
    }

    internal abstract PropertyValue ToWire();

    internal static AssetOrArchive FromWire(PropertyValue value) => value switch
    {
        PropertyAsset { Text: { } text } => new StringAsset(text),
        PropertyAsset { Path: { } path } => new FileAsset(path),
        PropertyAsset { Uri: { } uri } => new RemoteAsset(uri),
        PropertyArchive { Path: { } path } => new FileArchive(path),
        PropertyArchive { Uri: { } uri } => new RemoteArchive(uri),
        PropertyArchive { Assets: { } assets } =>
            new AssetArchive(assets.ToDictionary(entry => entry.Key, entry => FromWire(entry.Value))),
        _ => throw new InvalidOperationException("Value was marked as Asset, but did not conform to required shape."),
    };
}
