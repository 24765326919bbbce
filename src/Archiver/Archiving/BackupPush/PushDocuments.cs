using Postern.Archiver.Archiving.BackupDocuments;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>The documents of a finished backup, as WAL-G writes them.</summary>
internal static class PushDocuments
{
    public static Sentinel Sentinel(PushOutcome outcome) => new()
    {
        StartLsn = outcome.StartLsn.Value,
        DeltaLsn = outcome.Delta.Parent?.StartLsn?.Value,
        DeltaFrom = outcome.Delta.Parent?.Name,
        DeltaFullName = outcome.Delta.Full?.Name,
        DeltaCount = outcome.Delta.IsDelta ? outcome.Delta.Count : null,
        PgVersion = outcome.Server.VersionNumber,
        FinishLsn = outcome.StopLsn.Value,
        SystemIdentifier = outcome.Control.SystemIdentifier.Value,
        UncompressedSize = outcome.UncompressedBytes,
        CompressedSize = outcome.StoredBytes,
        DataCatalogSize = outcome.Contents.Entries.Sum(entry => entry.Status.SizeBytes),
        Spec = outcome.Contents.Tablespaces.Count == 0 ? null : Spec(outcome),
        UserData = outcome.Options.UserData,
        FilesMetadataDisabled = outcome.Options.WithoutFilesMetadata ? true : null,
        Version = 2,
        StartTime = outcome.StartTime,
        FinishTime = outcome.FinishTime,
        DateFmt = BackupDocuments.Sentinel.DateFormat,
        Hostname = Environment.MachineName,
        DataDir = DataDirectory(outcome),
        IsPermanent = outcome.Options.Delta.IsPermanent,
    };

    public static BackupMetadata Metadata(PushOutcome outcome) => new()
    {
        StartTime = outcome.StartTime,
        FinishTime = outcome.FinishTime,
        DateFormat = BackupDocuments.Sentinel.DateFormat,
        Hostname = Environment.MachineName,
        DataDirectory = DataDirectory(outcome),
        PgVersion = outcome.Server.VersionNumber,
        StartLsn = outcome.StartLsn.Value,
        FinishLsn = outcome.StopLsn.Value,
        IsPermanent = outcome.Options.Delta.IsPermanent,
        SystemIdentifier = outcome.Control.SystemIdentifier.Value,
        UncompressedSize = outcome.UncompressedBytes,
        CompressedSize = outcome.StoredBytes,
        UserData = outcome.Options.UserData,
    };

    private static string DataDirectory(PushOutcome outcome) =>
        outcome.Server.DataDirectory ?? outcome.Options.DataDirectory;

    private static TablespaceSpec Spec(PushOutcome outcome) => new(
        DataDirectory(outcome),
        outcome.Contents.Tablespaces.ToDictionary(
            tablespace => tablespace.Oid,
            tablespace => new TablespaceLocation(tablespace.Location, $"pg_tblspc/{tablespace.Oid}"),
            StringComparer.Ordinal));
}
