using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Retention;

/// <summary>What an object of an archive belongs to.</summary>
public enum RetentionKind
{
    /// <summary>Below the folder of backups.</summary>
    Backup,

    /// <summary>Below the folder of WAL.</summary>
    Wal,

    /// <summary>Neither: other tools' and Postern's own. Only "everything" touches the former, nothing the
    /// latter.</summary>
    Other,
}

/// <summary>An object as retention sees it.</summary>
/// <param name="Name">Full name in the store.</param>
/// <param name="SizeBytes">Stored size.</param>
/// <param name="LastModified">When it was stored.</param>
/// <param name="Kind">Where it lies.</param>
/// <param name="Backup">Name of the backup that it is part of; null for WAL.</param>
/// <param name="Segment">Position of a WAL object, or of a backup's start; null where the name has none.</param>
/// <param name="History">The timeline of a .history file.</param>
public sealed record RetentionObject(
    string Name, long SizeBytes, DateTimeOffset LastModified, RetentionKind Kind, string? Backup,
    WalSegmentName? Segment,
    TimelineId? History)
{
    /// <summary>The object whose deletion makes the backup vanish; it goes first.</summary>
    public bool IsSentinel { get; init; }
}
