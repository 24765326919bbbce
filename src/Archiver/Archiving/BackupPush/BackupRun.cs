using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>
/// Makes a base backup. Order: proof and claim, start, parts, pg_control, stop, label, the wait for the WAL,
/// documents, sentinel. Until the sentinel there is no backup: a run that is killed leaves objects that nothing lists
/// and that the next run, or
/// <c>delete garbage</c>, removes.
/// </summary>
public sealed class BackupRun(Archive archive, IBackupServer server, IProgressReporter progress, TimeProvider time)
{
    /// <summary>How long an unfinished backup's objects may take to be removed, when a stop may be waiting for
    /// it.</summary>
    private static readonly TimeSpan DiscardDeadline = TimeSpan.FromSeconds(30);

    private readonly BackupCatalogue _catalogue = new(archive);

    /// <exception cref="ArchiverException">
    /// ServerMismatch, ArchiveNotClaimed, BackupAborted, PageCorrupt, WalMissing and what the storage raises.
    /// </exception>
    public async Task<BackupPushResult> RunAsync(BackupPushOptions options, CancellationToken cancellation)
    {
        var (control, state) = await server.ProveAsync(options.DataDirectory, cancellation);
        await options.RequireClaim(control.SystemIdentifier, cancellation);
        var delta = await new DeltaChoice(archive, _catalogue).DecideAsync(options, control, cancellation);
        progress.Line(delta.IsDelta ? $"delta of {delta.Parent!.Name} ({delta.Reason})"
            : $"full backup ({delta.Reason})");

        var startTime = Now();
        progress.Begin("starting the backup (checkpoint)");
        await using var running = await server.StartAsync($"archiver {startTime}", state.Major, cancellation);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, running.Lost);
        string? name = null;
        try
        {
            // Proved again: after the checkpoint of the start, no clone has the same control file.
            (control, state) = await server.ProveAsync(options.DataDirectory, linked.Token);
            name = await NameAsync(control, delta, running.StartLsn, linked.Token);
            var outcome = await TransferAsync(name, options, control, state, delta, running, startTime, linked.Token);
            await new WalWait(archive, progress, time).ForAsync(
                WalWait.Segments(outcome.Timeline, outcome.StartLsn, outcome.StopLsn, control.WalSegmentSize),
                options.WalDeadline, cancellation);
            await CommitAsync(outcome, cancellation);
            return Result(outcome);
        }
        catch (OperationCanceledException)
            when (running.Lost.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            await DiscardAsync(name);
            throw new ArchiverException(
                FailureCode.BackupAborted, "the server's session ended while the backup ran, and the backup with it",
                "see the server's log for a restart or a time-out, then run backup-push again.");
        }
        catch
        {
            await DiscardAsync(name);
            throw;
        }
    }

    private async Task<string> NameAsync(
        ControlFile control, DeltaDecision delta, Lsn startLsn, CancellationToken cancellation)
    {
        var segment = WalSegmentName.For(control.Timeline, startLsn, control.WalSegmentSize);
        var name = delta.Parent is { } parent
            ? BackupName.Delta(segment, BackupName.Parse(parent.Name)).Text
            : BackupName.Full(segment).Text;
        if (await archive.Storage.StatAsync(ArchiveLayout.Sentinel(name), cancellation) is not null)
            throw new ArchiverException(
                FailureCode.ObjectDiffers,
                $"backup '{name}' exists already: the server wrote no WAL segment since it began",
                "on a standby, wait for the primary's next checkpoint, then run backup-push again.");
        await RemoveLeftoversAsync(name, cancellation);
        return name;
    }

    private async Task<PushOutcome> TransferAsync(
        string name, BackupPushOptions options, ControlFile control, ServerState state, DeltaDecision delta,
        IRunningBackup running, NanosecondTime startTime, CancellationToken cancellation)
    {
        var version = $"PG_{(state.Major >= 10 ? state.Major : 9)}_{control.CatalogVersion}";
        var contents = DataDirectoryWalk.List(options.DataDirectory, version);
        foreach (var warning in contents.Warnings) progress.Line($"WARNING: {warning}");
        var parent = await new DeltaChoice(archive, _catalogue).BaseAsync(
            delta, control, running.StartLsn, server, progress, cancellation);
        var databases = options.WithoutFilesMetadata || options.WithoutTableNames
            ? []
            : await server.DatabasesAsync(warning => progress.Line($"WARNING: {warning}"), cancellation);

        var uploader = new PartUploader(archive, name);
        var transfer = new PushTransfer(uploader, options, progress, time);
        var rules = new PageRules((int)control.BlockSizeBytes, control.HasDataChecksums, running.StartLsn, time)
        {
            DiskLimit = options.DiskLimit,
        };
        progress.Begin($"backing up {name}", contents.TotalBytes);
        var parts = await transfer.UploadPartsAsync(contents, rules, parent, cancellation);
        await transfer.UploadControlFileAsync(cancellation);
        progress.Begin("stopping the backup");
        var stop = await running.StopAsync(cancellation);
        VerifyStop(stop, running.StartLsn, control.Timeline);
        parts = [.. parts, await transfer.UploadLabelAsync(stop, cancellation)];
        parts = PushTransfer.JudgePages(parts, stop.StopLsn, options.AcceptCorrupt, progress);
        return new PushOutcome
        {
            Name = name, Options = options, Control = control, Server = state, Timeline = control.Timeline,
            Delta = delta,
            StartLsn = running.StartLsn, StopLsn = stop.StopLsn, StartTime = startTime, FinishTime = Now(),
            Contents = contents, Parts = parts, Objects = uploader.Objects, Databases = databases,
        };
    }

    private static void VerifyStop(BackupStop stop, Lsn startLsn, TimelineId timeline)
    {
        if (stop.Label.StartLsn == startLsn && stop.Label.StartTimeline == timeline) return;
        throw new ArchiverException(
            FailureCode.BackupAborted,
            $"the backup began at {startLsn} on timeline {timeline}, its label says {stop.Label.StartLsn} on "
                + $"{stop.Label.StartTimeline}",
            "the server was promoted meanwhile; run backup-push again.");
    }

    private async Task CommitAsync(PushOutcome outcome, CancellationToken cancellation)
    {
        progress.Begin("writing the documents");
        if (outcome.Options.Delta.IsPermanent && outcome.Delta.Parent is { } parent)
            await new BackupMark(archive).MarkPermanentAsync(parent.Name, cancellation);
        var context = DocumentsContext.Default;
        await PutAsync(
            ArchiveLayout.Metadata(outcome.Name),
            DocumentJson.Write(PushDocuments.Metadata(outcome), context.BackupMetadata), cancellation);
        if (!outcome.Options.WithoutFilesMetadata)
            await archive.Storage.PutAsync(
                ArchiveLayout.FilesMetadata(outcome.Name), PutMode.Replace,
                (destination, token) => PushFileLists.WriteFilesAsync(outcome, destination, token), cancellation);
        await archive.Storage.PutAsync(
            ArchiveLayout.PosternMetadata(outcome.Name), PutMode.Replace,
            (destination, token) => PushFileLists.WriteManifestAsync(outcome, destination, token), cancellation);
        await PutAsync(
            ArchiveLayout.Sentinel(outcome.Name),
            DocumentJson.Write(PushDocuments.Sentinel(outcome), context.Sentinel), cancellation);
    }

    private Task<bool> PutAsync(string name, byte[] document, CancellationToken cancellation) =>
        archive.WriteDocumentAsync(name, PutMode.Replace, document, cancellation);

    private async Task RemoveLeftoversAsync(string name, CancellationToken cancellation)
    {
        var leftovers = new List<string>();
        await foreach (
            var stored in archive.Storage.ListAsync(ArchiveLayout.BackupFolder + name + "/", true, cancellation))
            leftovers.Add(stored.Name);
        if (leftovers.Count > 0) await archive.Storage.DeleteAsync(leftovers, cancellation);
    }

    private async Task DiscardAsync(string? name)
    {
        if (name is null) return;
        using var deadline = new CancellationTokenSource(DiscardDeadline, time);
        try
        {
            // Once the sentinel may have been stored, what it names stays.
            if (await archive.Storage.StatAsync(ArchiveLayout.Sentinel(name), deadline.Token) is null)
                await RemoveLeftoversAsync(name, deadline.Token);
        }
        catch (Exception error) when (error is ArchiverException or OperationCanceledException or IOException)
        {
            progress.Line(
                $"WARNING: objects of the unfinished '{name}' stay behind; the next backup or `delete garbage` "
                + $"removes them");
        }
    }

    private NanosecondTime Now()
    {
        var now = time.GetUtcNow();
        return NanosecondTime.From(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)));
    }

    private static BackupPushResult Result(PushOutcome outcome)
    {
        var files = outcome.Files.ToList();
        return new BackupPushResult(
            outcome.Name, outcome.UncompressedBytes, outcome.StoredBytes, files.Count,
            files.Count(file => file.Kind == PackedKind.Skipped),
            files.Count(file => file.Kind == PackedKind.Incremented),
            files.Sum(file => file.Corrupt.Count));
    }
}
