using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Postgres;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>Everything that the documents of a finished backup are made of.</summary>
internal sealed record PushOutcome
{
    public required string Name { get; init; }

    public required BackupPushOptions Options { get; init; }

    public required ControlFile Control { get; init; }

    public required ServerState Server { get; init; }

    public required TimelineId Timeline { get; init; }

    public required DeltaDecision Delta { get; init; }

    public required Lsn StartLsn { get; init; }

    public required Lsn StopLsn { get; init; }

    public required NanosecondTime StartTime { get; init; }

    public required NanosecondTime FinishTime { get; init; }

    public required DataDirectoryContents Contents { get; init; }

    /// <summary>Members by tar, the tar's object name first.</summary>
    public required IReadOnlyList<PackedPart> Parts { get; init; }

    public required IReadOnlyDictionary<string, ObjectFingerprint> Objects { get; init; }

    public required IReadOnlyList<DatabaseTables> Databases { get; init; }

    public IEnumerable<PackedFile> Files => Parts.SelectMany(part => part.Files);

    public long UncompressedBytes => Files.Sum(file => file.MemberBytes);

    public long StoredBytes => Objects.Values.Sum(one => one.SizeBytes);
}

/// <summary>One tar and what is in it.</summary>
internal sealed record PackedPart(string FileName, IReadOnlyList<PackedFile> Files);
