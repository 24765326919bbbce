using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Postgres;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>The documents of a finished backup, as WAL-G writes them.</summary>
internal static class PushDocuments
{
    private const int UsualCorruptBlocks = 10;

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

    public static FilesMetadata Files(PushOutcome outcome) => new()
    {
        Files = outcome.Files.ToDictionary(
            file => file.MemberName, file => Entry(file, outcome.Options.StoreAllCorrupt), StringComparer.Ordinal),
        TarFileSets = outcome.Parts.ToDictionary(
            part => part.FileName,
            part => part.Files.Where(file => file.Kind != PackedKind.Skipped).Select(file => file.MemberName).ToList(),
            StringComparer.Ordinal),
        DatabasesByNames = outcome.Databases.Count == 0
            ? null
            : outcome.Databases.ToDictionary(database => database.Name, Database, StringComparer.Ordinal),
    };

    public static PosternManifest Manifest(PushOutcome outcome) => new()
    {
        WalSegmentSizeBytes = outcome.Control.WalSegmentSize.SizeBytes,
        Timeline = outcome.Timeline.Value,
        PagesVerified = outcome.Control.HasDataChecksums,
        Objects = new Dictionary<string, ObjectFingerprint>(outcome.Objects),
        FileSizes = outcome.Files.Where(file => file.FileBytes is not null)
            .ToDictionary(file => file.MemberName, file => file.FileBytes!.Value, StringComparer.Ordinal),
    };

    private static string DataDirectory(PushOutcome outcome) =>
        outcome.Server.DataDirectory ?? outcome.Options.DataDirectory;

    private static TablespaceSpec Spec(PushOutcome outcome) => new(
        DataDirectory(outcome),
        outcome.Contents.Tablespaces.ToDictionary(
            tablespace => tablespace.Oid,
            tablespace => new TablespaceLocation(tablespace.Location, $"pg_tblspc/{tablespace.Oid}"),
            StringComparer.Ordinal));

    private static FileEntry Entry(PackedFile file, bool storeAll) => new()
    {
        IsIncremented = file.Kind == PackedKind.Incremented,
        IsSkipped = file.Kind == PackedKind.Skipped,
        ModificationTime = file.Modified,
        CorruptBlocks = file.Corrupt.Count == 0
            ? null
            : new CorruptBlocks
            {
                CorruptBlocksCount = file.Corrupt.Count,
                SomeCorruptBlocks = [.. storeAll ? file.Corrupt : file.Corrupt.Take(UsualCorruptBlocks)],
            },
    };

    private static DatabaseEntry Database(DatabaseTables database)
    {
        var tables = new Dictionary<string, TableEntry>(StringComparer.Ordinal);
        var byOid = new Dictionary<uint, TableEntry>();
        foreach (var table in database.Tables.Where(table => table.Parent is null))
            tables[$"{table.Schema}.{table.Name}"] = byOid[table.Oid] = Table(table);
        foreach (var table in database.Tables)
        {
            if (table.Parent is not { } parent || !byOid.TryGetValue(parent, out var root)) continue;
            root.Partitions ??= new Dictionary<string, TableEntry>(StringComparer.Ordinal);
            root.Partitions[$"{table.Schema}.{table.Name}"] = Table(table);
        }
        return new DatabaseEntry { Oid = database.Oid, Tables = tables };
    }

    private static TableEntry Table(TableFile table) => new() { Oid = table.Oid, FileNumber = table.FileNumber };
}
