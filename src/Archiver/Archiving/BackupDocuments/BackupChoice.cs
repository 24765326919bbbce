using System.Text.Json;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>Which backup is meant by a name, LATEST, user data, or AUTO with a recovery target.</summary>
public static class BackupChoice
{
    public const string Latest = "LATEST";
    public const string Auto = "AUTO";

    /// <exception cref="ArchiverException">Usage when both or none are given, BackupMissing.</exception>
    public static CatalogueEntry Choose(IReadOnlyList<CatalogueEntry> backups, string? name, JsonElement? userData)
    {
        if (name is null == userData is null)
            throw new ArchiverException(
                FailureCode.Usage, "give either a backup's name or --target-user-data", "LATEST is a name, too.");
        if (userData is { } data) return ByUserData(backups, data);
        if (name == Latest)
            return Find(
                backups, BackupSelection.Latest(backups.Select(entry => entry.Record)), "the archive holds no backup");
        return backups.FirstOrDefault(entry => entry.Record.Name == name) ?? throw BackupCatalogue.Missing(name!);
    }

    /// <summary>The newest backup from which a time can be recovered: it must have ended before.</summary>
    /// <exception cref="ArchiverException">TargetUnreachable when every backup ended later.</exception>
    public static CatalogueEntry BeforeTime(IReadOnlyList<CatalogueEntry> backups, DateTimeOffset target) =>
        Find(
            backups, BackupSelection.BeforeTime(backups.Select(entry => entry.Record), target),
            $"no backup was complete at {target:yyyy-MM-dd HH:mm:sszzz}", FailureCode.TargetUnreachable);

    /// <summary>The newest backup from which a position can be recovered.</summary>
    /// <exception cref="ArchiverException">TargetUnreachable when every backup ended later.</exception>
    public static CatalogueEntry BeforeLsn(IReadOnlyList<CatalogueEntry> backups, Lsn target) =>
        Find(
            backups, BackupSelection.BeforeLsn(backups.Select(entry => entry.Record), target),
            $"no backup ended before {target}", FailureCode.TargetUnreachable);

    /// <summary>The one backup with these user data, compared as JSON values.</summary>
    public static CatalogueEntry ByUserData(IReadOnlyList<CatalogueEntry> backups, JsonElement data)
    {
        var matches = backups
            .Where(entry =>
                (entry.Metadata?.UserData ?? entry.Sentinel.UserData) is { } own && JsonEquality.Same(own, data))
            .ToList();
        return matches switch
        {
            [var one] => one,
            [] => throw new ArchiverException(
                FailureCode.BackupMissing, $"no backup has the user data '{data.GetRawText()}'",
                "see `archiver backup-list --detail --json`."),
            _ => throw new ArchiverException(
                FailureCode.Usage,
                $"{matches.Count} backups have the user data '{data.GetRawText()}': "
                    + $"{string.Join(", ", matches.Select(one => one.Record.Name))}",
                "give the backup's name."),
        };
    }

    private static CatalogueEntry Find(
        IReadOnlyList<CatalogueEntry> backups, BackupRecord? record, string problem,
        FailureCode code = FailureCode.BackupMissing) =>
        backups.FirstOrDefault(entry => entry.Record == record) ?? throw new ArchiverException(
            code, problem, "see `archiver backup-list` for what there is.");
}
