using System.Text.Json;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Storage.Decorators;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>What a push shall do; see the verb's help for the flags behind it.</summary>
public sealed record BackupPushOptions
{
    public required string DataDirectory { get; init; }

    public required DeltaRequest Delta { get; init; }

    public string? DeltaFromName { get; init; }

    public JsonElement? DeltaFromUserData { get; init; }

    public JsonElement? UserData { get; init; }

    /// <summary>Record corrupt pages and go on; otherwise one fails the backup.</summary>
    public bool AcceptCorrupt { get; init; }

    /// <summary>List every corrupt block, not only the first ten of a file.</summary>
    public bool StoreAllCorrupt { get; init; }

    public bool WithoutFilesMetadata { get; init; }

    /// <summary>Leave table names out: partial restores by WAL-G need them.</summary>
    public bool WithoutTableNames { get; init; }

    /// <summary>Parts that are filled and uploaded at a time.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>WALG_TAR_SIZE_THRESHOLD.</summary>
    public long TarThresholdBytes { get; init; } = 1_073_741_823;

    /// <summary>No part holds files of two databases.</summary>
    public bool PartPerDatabase { get; init; }

    /// <summary>WALG_DISK_RATE_LIMIT; null reads as fast as it goes.</summary>
    public RateLimiter? DiskLimit { get; init; }

    /// <summary>How long to wait for the archive to hold every segment that the backup needs.</summary>
    public TimeSpan WalDeadline { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Refuses unless this cluster may write to the archive.</summary>
    public Func<SystemIdentifier, CancellationToken, Task> RequireClaim { get; init; } = (_, _) => Task.CompletedTask;
}

/// <summary>A backup that is whole.</summary>
public sealed record BackupPushResult(
    string Name, long UncompressedBytes, long StoredBytes, int Files, int SkippedFiles, int IncrementedFiles,
    int CorruptBlocks);
