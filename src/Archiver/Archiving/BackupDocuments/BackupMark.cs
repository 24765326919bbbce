using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>
/// Makes backups permanent, or ordinary again, in their metadata.json; every other member of the document stays as it
/// is. What a permanent delta is built on is permanent, too.
/// </summary>
public sealed class BackupMark(Archive archive)
{
    private readonly BackupCatalogue _catalogue = new(archive);

    /// <summary>Marks the chain from the full backup to this one; gives the names that were changed.</summary>
    public async Task<IReadOnlyList<string>> MarkPermanentAsync(string name, CancellationToken cancellation)
    {
        var (byName, _) = await LoadAsync(name, cancellation);
        var chain = BackupSelection.Chain(byName, name) ?? throw new ArchiverException(
            FailureCode.BackupMissing, $"the chain of '{name}' is not whole", "see `archiver backup-list --detail`.");
        var changed = new List<string>();
        foreach (var backup in chain.Where(backup => !backup.IsPermanent))
        {
            await RewriteAsync(backup.Name, isPermanent: true, cancellation);
            changed.Add(backup.Name);
        }
        return changed;
    }

    /// <summary>Makes this backup ordinary; false when it was.</summary>
    /// <exception cref="ArchiverException">BackupProtected when a permanent delta needs it.</exception>
    public async Task<bool> MarkImpermanentAsync(string name, CancellationToken cancellation)
    {
        var (byName, own) = await LoadAsync(name, cancellation);
        if (byName.Values.FirstOrDefault(backup => backup.Parent == name && backup.IsPermanent) is { } child)
            throw new ArchiverException(
                FailureCode.BackupProtected, $"backup '{name}' is needed by the permanent '{child.Name}'",
                $"run `archiver backup-mark -i {child.Name}` first.");
        if (!own.IsPermanent) return false;
        await RewriteAsync(name, isPermanent: false, cancellation);
        return true;
    }

    private async Task<(IReadOnlyDictionary<string, BackupRecord> ByName, BackupRecord Own)> LoadAsync(
        string name, CancellationToken cancellation)
    {
        var byName = (await _catalogue.ListAsync(cancellation))
            .ToDictionary(entry => entry.Record.Name, entry => entry.Record, StringComparer.Ordinal);
        return byName.TryGetValue(name, out var own) ? (byName, own) : throw BackupCatalogue.Missing(name);
    }

    private async Task RewriteAsync(string name, bool isPermanent, CancellationToken cancellation)
    {
        var document = ArchiveLayout.Metadata(name);
        var bytes = await archive.ReadDocumentAsync(document, cancellation) ?? throw new ArchiverException(
            FailureCode.StorageMissing, $"'{document}' is missing", "a backup without metadata cannot be marked.");
        var rewritten = DocumentJson.WithMember(document, bytes, "is_permanent", isPermanent);
        await archive.WriteDocumentAsync(document, PutMode.Replace, rewritten, cancellation);
    }
}
