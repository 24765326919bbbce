using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>Full or delta, and of what.</summary>
internal sealed class DeltaChoice(Archive archive, BackupCatalogue catalogue)
{
    /// <exception cref="ArchiverException">BackupMissing or Usage for a --delta-from that names none or
    /// several.</exception>
    public async Task<DeltaDecision> DecideAsync(
        BackupPushOptions options, ControlFile control, CancellationToken cancellation)
    {
        if (options.Delta.ForceFull || options.Delta.MaxSteps <= 0)
            return DeltaDecision.Decide(options.Delta, null, NoBackups);
        var backups = await catalogue.ListAsync(cancellation);
        var byName = backups.ToDictionary(entry => entry.Record.Name, entry => entry.Record, StringComparer.Ordinal);
        var candidate = Candidate(options, backups);
        var decision = DeltaDecision.Decide(options.Delta, candidate, byName);
        if (decision.Parent is not { } parent) return decision;
        if (parent.SystemIdentifier is { } theirs && theirs != control.SystemIdentifier)
            throw new ArchiverException(
                FailureCode.ServerMismatch,
                $"backup '{parent.Name}' is of system {theirs}, not of {control.SystemIdentifier}",
                "give --full, or another prefix for this cluster.");
        return await IsInHistoryAsync(options.DataDirectory, control.Timeline, parent, cancellation)
            ? decision
            : DeltaDecision.FullBackup($"'{parent.Name}' is not in the history of timeline {control.Timeline}");
    }

    /// <summary>
    /// After a recovery to an earlier point, what another timeline wrote later is not this server's past: its pages
    /// would stay.
    /// </summary>
    private async Task<bool> IsInHistoryAsync(
        string dataDirectory, TimelineId timeline, BackupRecord parent, CancellationToken cancellation)
    {
        if (BackupName.TryParse(parent.Name)?.Start.Timeline is not { } theirs || parent.FinishLsn is not { } end)
            return false;
        if (theirs == timeline) return true;
        var local = Path.Combine(dataDirectory, "pg_wal", timeline.HistoryFileName);
        string? text = null;
        if (File.Exists(local))
        {
            text = await File.ReadAllTextAsync(local, cancellation);
        }
        else if (await archive.OpenAsync(ArchiveLayout.Wal(timeline.HistoryFileName), cancellation) is { } stored)
        {
            using var reader = new StreamReader(stored);
            text = await reader.ReadToEndAsync(cancellation);
        }
        return text is not null && TimelineHistory.Parse(timeline, text).Contains(theirs, end);
    }

    /// <summary>What the files are compared with; null for a full backup.</summary>
    /// <exception cref="ArchiverException">ServerMismatch when the parent lies in the server's future;
    /// ObjectCorrupt.</exception>
    public async Task<DeltaBase?> BaseAsync(
        DeltaDecision decision, ControlFile control, Lsn startLsn, IBackupServer server, IProgressReporter progress,
        CancellationToken cancellation)
    {
        if (decision.Parent is not { } parent) return null;
        var entry = await catalogue.GetAsync(parent.Name, cancellation);
        var from = parent.StartLsn!.Value;
        if (parent.FinishLsn > startLsn)
            throw new ArchiverException(
                FailureCode.ServerMismatch,
                $"backup '{parent.Name}' ends at {parent.FinishLsn}, after this one's start at {startLsn}",
                "the server was taken back in time since; give --full.");
        if (await catalogue.FileTimesAsync(entry, cancellation) is not { } files)
        {
            throw new ArchiverException(
                FailureCode.BackupMissing, $"backup '{parent.Name}' has no files_metadata.json to take a delta from",
                "give --full.");
        }
        var parentTimeline = BackupName.TryParse(parent.Name)?.Start.Timeline;
        var changed = parentTimeline == control.Timeline
            ? await server.ChangedBlocksAsync(control.Timeline, from, startLsn, cancellation)
            : null;
        if (changed is not null) progress.Line("changed blocks are known from WAL summaries");
        // Without a recorded start no time can be trusted, and every file is looked at.
        var parentStart = parent.StartTime is { } start ? NanosecondTime.From(start) : NanosecondTime.Unknown;
        return new DeltaBase(files, parentStart, from, changed);
    }

    private static readonly Dictionary<string, BackupRecord> NoBackups = [];

    private static BackupRecord? Candidate(BackupPushOptions options, IReadOnlyList<CatalogueEntry> backups)
    {
        if (options.DeltaFromName is { } name && name != "LATEST")
            return backups.FirstOrDefault(entry => entry.Record.Name == name)?.Record
                ?? throw BackupCatalogue.Missing(name);
        return options.DeltaFromUserData is { } data
            ? BackupChoice.ByUserData(backups, data).Record
            : BackupSelection.Latest(backups.Select(entry => entry.Record));
    }
}
