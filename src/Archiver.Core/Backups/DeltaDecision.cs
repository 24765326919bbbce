namespace Postern.Archiver.Core.Backups;

/// <summary>WALG_DELTA_ORIGIN: what a delta is taken from.</summary>
public enum DeltaOrigin
{
    Latest,
    LatestFull,
}

/// <summary>What a push asks for.</summary>
/// <param name="MaxSteps">WALG_DELTA_MAX_STEPS; 0 makes every backup full.</param>
/// <param name="Origin">WALG_DELTA_ORIGIN.</param>
/// <param name="ForceFull">--full.</param>
/// <param name="IsPermanent">--permanent.</param>
public sealed record DeltaRequest(int MaxSteps, DeltaOrigin Origin, bool ForceFull, bool IsPermanent);

/// <summary>Full, or a delta of <see cref="Parent"/>; <see cref="Reason"/> says why, for the log.</summary>
public sealed record DeltaDecision(BackupRecord? Parent, BackupRecord? Full, int Count, string Reason)
{
    public bool IsDelta => Parent is not null;

    public static DeltaDecision FullBackup(string reason) => new(null, null, 0, reason);

    /// <summary>WAL-G's rules (<c>delta_backup_configurator.go</c>), and one of our own: the parent's chain must be
    /// whole.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="candidate">LATEST or the backup named by --delta-from-*; null when there is none.</param>
    /// <param name="byName">Every backup of the archive.</param>
    public static DeltaDecision Decide(
        DeltaRequest request, BackupRecord? candidate, IReadOnlyDictionary<string, BackupRecord> byName)
    {
        if (request.ForceFull) return FullBackup("--full was given");
        if (request.MaxSteps <= 0) return FullBackup("WALG_DELTA_MAX_STEPS is 0");
        if (candidate is null) return FullBackup("there is no backup yet");
        var count = candidate.DeltaCount + 1;
        if (count > request.MaxSteps)
            return FullBackup($"'{candidate.Name}' is delta {candidate.DeltaCount} of at most {request.MaxSteps}");
        if (candidate.StartLsn is null || !candidate.HasMetadata)
            return FullBackup($"'{candidate.Name}' does not record where it began");
        if (!request.IsPermanent && request.Origin != DeltaOrigin.LatestFull && candidate.IsPermanent)
            return FullBackup($"'{candidate.Name}' is permanent and this backup is not");
        if (BackupSelection.Chain(byName, candidate.Name) is not { } chain)
            return FullBackup($"the chain of '{candidate.Name}' is not whole");
        var parent = request.Origin == DeltaOrigin.LatestFull ? chain[0] : candidate;
        return new DeltaDecision(parent, chain[0], count, $"delta {count} of at most {request.MaxSteps}");
    }
}
