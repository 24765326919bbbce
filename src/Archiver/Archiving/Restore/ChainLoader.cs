using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>Finds the backup that is asked for and everything it is built on.</summary>
internal sealed class ChainLoader(Archive archive)
{
    private readonly BackupCatalogue _catalogue = new(archive);

    /// <exception cref="ArchiverException">BackupMissing, ObjectCorrupt.</exception>
    public async Task<IReadOnlyList<ChainLink>> LoadAsync(RestoreOptions options, CancellationToken cancellation)
    {
        var backups = await _catalogue.ListAsync(cancellation);
        var wanted = BackupChoice.Choose(backups, options.Name, options.TargetUserData);
        var byName = backups.ToDictionary(entry => entry.Record.Name, StringComparer.Ordinal);
        var records = backups.ToDictionary(entry => entry.Record.Name, entry => entry.Record, StringComparer.Ordinal);
        var chain = BackupSelection.Chain(records, wanted.Record.Name) ?? throw new ArchiverException(
            FailureCode.BackupMissing,
            $"backup '{wanted.Record.Name}' is a delta, and a backup that it is built on is not in the archive",
            "restore another one (`archiver backup-list`).");
        var links = new List<ChainLink>();
        foreach (var record in chain) links.Add(await LinkAsync(byName[record.Name], cancellation));
        Demand(links[^1]);
        return links;
    }

    private async Task<ChainLink> LinkAsync(CatalogueEntry entry, CancellationToken cancellation)
    {
        var parts = new List<ArchivedObject>();
        ArchivedObject? control = null;
        ArchivedObject? label = null;
        var folder = ArchiveLayout.Tar(entry.Record.Name, "");
        await foreach (var stored in archive.Storage.ListAsync(folder, recursive: false, cancellation))
        {
            if (Tar(archive.Classify(stored)) is not { } tar)
                throw new ArchiverException(
                    FailureCode.FormatUnsupported, $"'{stored.Name}' is in no compression that can be read",
                    "lz4, zstd, brotli, lzma, gzip and none are known; remove the object if it does not belong there.");
            switch (tar.BaseName[folder.Length..])
            {
                case "pg_control.tar": control = tar; break;
                case "backup_label.tar": label = tar; break;
                default: parts.Add(tar); break;
            }
        }
        var manifest = await _catalogue.ManifestAsync(entry.Record.Name, cancellation);
        await DemandAllAsync(entry.Record.Name, manifest,
            [.. parts, .. new[] { control, label }.OfType<ArchivedObject>()],
            parts, cancellation);
        return new ChainLink(
            entry, await _catalogue.FilesAsync(entry, cancellation), manifest, parts, control, label);
    }

    /// <summary>
    /// Every tar that was stored must be there: a delta without one of its parts would leave old pages behind, which no
    /// checksum tells from new ones. Listings of some stores lag, so what they leave out is asked for by name.
    /// </summary>
    private async Task DemandAllAsync(
        string backup, PosternManifest? manifest, IReadOnlyList<ArchivedObject> listed, List<ArchivedObject> parts,
        CancellationToken cancellation)
    {
        var tars = ArchiveLayout.Tar(backup, "");
        var root = ArchiveLayout.BackupFolder + backup + "/";
        foreach (var name in (manifest?.Objects?.Keys ?? Enumerable.Empty<string>()).Select(key => root + key))
        {
            if (!name.StartsWith(tars, StringComparison.Ordinal)
                || listed.Any(one => one.Stored.Name == name)) continue;
            if (await archive.Storage.StatAsync(name, cancellation) is { } stored
                && Tar(archive.Classify(stored)) is { } tar
                && !tar.BaseName.EndsWith("/pg_control.tar", StringComparison.Ordinal)
                && !tar.BaseName.EndsWith("/backup_label.tar", StringComparison.Ordinal))
            {
                parts.Add(tar);
                continue;
            }
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"object '{name}' of backup '{backup}' is missing from the archive",
                "restore another backup (`archiver backup-list`), and find out who removed it.");
        }
    }

    /// <summary>A name that ends in ".tar", or in ".tar." as WAL-G 3.0.8 wrote it, is not compressed.</summary>
    private static ArchivedObject? Tar(ArchivedObject? found) =>
        found is not null && found.BaseName.EndsWith(".tar", StringComparison.Ordinal) ? found : null;

    private static void Demand(ChainLink last)
    {
        if (last.Parts.Count == 0)
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"backup '{last.Name}' has no data in the archive",
                "restore another one (`archiver backup-list`).");
        if (last.ControlFile is null)
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"backup '{last.Name}' has no pg_control.tar",
                "restore another one (`archiver backup-list`).");
        // Remote backups have the label in their first part.
        var labelInParts = last.Files?.Files?.Keys.Any(name => MemberPath.Normalize(name) == "backup_label") ?? false;
        if (last.Label is null && !labelInParts)
            throw new ArchiverException(
                FailureCode.ObjectCorrupt,
                $"backup '{last.Name}' has no backup_label: a server would start from the wrong checkpoint",
                "restore another one (`archiver backup-list`).");
    }
}
