namespace Postern.Archiver.Scheduling;

/// <summary>
/// What the agent does when it is time, and what it asks the archive. Failures are ArchiverExceptions.
/// </summary>
public interface IAgentWork
{
    /// <summary>Where the archive is, for the report.</summary>
    string Location { get; }

    /// <summary>Returns when the server accepts connections.</summary>
    Task WaitForServerAsync(CancellationToken cancellation);

    /// <summary>What the archive holds now; the last run is read from it and nowhere else.</summary>
    Task<ArchiveSummary> SummarizeAsync(CancellationToken cancellation);

    /// <summary>Takes a base backup, full or delta as the plan says.</summary>
    Task BackupAsync(int deltaMaxSteps, CancellationToken cancellation);

    /// <summary>Deletes what is not needed for the newest <paramref name="fulls"/> full backups.</summary>
    Task RetainAsync(int fulls, CancellationToken cancellation);
}

/// <summary>The archive in four values. <paramref name="NewestBegan"/> is when the newest backup began.</summary>
public sealed record ArchiveSummary(
    string? NewestBackup, DateTimeOffset? NewestBegan, DateTimeOffset? FirstRecoverable,
        DateTimeOffset? LastRecoverable);
