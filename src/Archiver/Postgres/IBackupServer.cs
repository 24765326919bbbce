using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Postgres;

/// <summary>The server of a base backup, as far as a backup needs it. Lost connections and refusals are
/// ArchiverExceptions.</summary>
public interface IBackupServer : IAsyncDisposable
{
    /// <summary>Proves that the directory is the server's; see <see cref="DirectoryProof"/>.</summary>
    Task<(ControlFile Control, ServerState Server)> ProveAsync(string directory, CancellationToken cancellation);

    /// <summary>Starts a backup, with a fast checkpoint.</summary>
    Task<IRunningBackup> StartAsync(string label, int major, CancellationToken cancellation);

    /// <summary>What changed between two positions of one timeline; null when no summaries cover it.</summary>
    Task<ChangedBlocks?> ChangedBlocksAsync(TimelineId timeline, Lsn from, Lsn to, CancellationToken cancellation);

    /// <summary>Databases with their tables, for partial restores; what cannot be asked is left out, with a
    /// warning.</summary>
    Task<IReadOnlyList<DatabaseTables>> DatabasesAsync(Action<string> warn, CancellationToken cancellation);
}

/// <summary>A backup that runs. Disposing ends the keep-alive, not the backup: the session's end does.</summary>
public interface IRunningBackup : IAsyncDisposable
{
    /// <summary>The redo position that recovery begins at.</summary>
    Lsn StartLsn { get; }

    /// <summary>Cancelled when the session died: the backup is lost.</summary>
    CancellationToken Lost { get; }

    /// <summary>Ends the backup without waiting for the archive.</summary>
    Task<BackupStop> StopAsync(CancellationToken cancellation);
}

/// <summary>A database and its relations with storage.</summary>
public sealed record DatabaseTables(string Name, uint Oid, IReadOnlyList<TableFile> Tables);

/// <summary>A relation; <paramref name="Parent"/> is the OID of the top-most partitioned table above it, or
/// null.</summary>
public sealed record TableFile(string Schema, string Name, uint Oid, uint FileNumber, uint? Parent);
