using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>One backup of the chain that is restored, with its documents and its tars.</summary>
internal sealed record ChainLink(
    CatalogueEntry Entry,
    FilesMetadata? Files,
    PosternManifest? Manifest,
    IReadOnlyList<ArchivedObject> Parts,
    ArchivedObject? ControlFile,
    ArchivedObject? Label)
{
    public string Name => Entry.Record.Name;

    /// <summary>Name of an object relative to the backup's folder, as the manifest has it.</summary>
    public string Relative(StoredObject stored) => stored.Name[(ArchiveLayout.BackupFolder.Length + Name.Length + 1)..];

    /// <summary>Members by tar, when the backup says so.</summary>
    public IReadOnlyList<string>? MembersOf(ArchivedObject part)
    {
        var file = part.Stored.Name[(part.Stored.Name.LastIndexOf('/') + 1)..];
        return Files?.TarFileSets is { } sets && sets.TryGetValue(file, out var members) ? members : null;
    }
}
