using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Backups;

/// <summary>
/// What the archive says about one backup, for listing, selecting, deltas and retention. Times that a document does
/// not hold are null; positions are bytes in the WAL.
/// </summary>
public sealed record BackupRecord
{
    public required string Name { get; init; }

    /// <summary>The sentinel object's modification time: what WAL-G orders by, and the fallback where no time is
    /// recorded.</summary>
    public required DateTimeOffset Modified { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? FinishTime { get; init; }

    public Lsn? StartLsn { get; init; }

    public Lsn? FinishLsn { get; init; }

    public SystemIdentifier? SystemIdentifier { get; init; }

    public int PgVersion { get; init; }

    public bool IsPermanent { get; init; }

    /// <summary>The backup that a delta is based on; null for a full one.</summary>
    public string? Parent { get; init; }

    /// <summary>The full backup at the beginning of a delta's chain; null for a full one.</summary>
    public string? FullName { get; init; }

    /// <summary>WAL-G's count of deltas since the full backup; 0 for a full one.</summary>
    public int DeltaCount { get; init; }

    public bool IsDelta => Parent is not null;

    public bool HasMetadata { get; init; }

    public long UncompressedSizeBytes { get; init; }

    public long CompressedSizeBytes { get; init; }

    /// <summary>Canonical JSON text of the user data, or null.</summary>
    public string? UserData { get; init; }

    /// <summary>When the backup was whole: its recorded finish, else the sentinel's modification time.</summary>
    public DateTimeOffset CompletedAt => FinishTime ?? Modified;

    /// <summary>When it began: its recorded start, else the best later bound.</summary>
    public DateTimeOffset BegunAt => StartTime ?? CompletedAt;
}
