using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Rewind;

/// <summary>
/// Brings a failed primary's own WAL back into its pg_wal, for pg_rewind: it reads everything from the last checkpoint
/// before the fork on, and the server has removed what it had archived. Files that are there are never touched.
/// </summary>
/// <param name="archive">Where from.</param>
/// <param name="target">The failed primary, stopped.</param>
/// <param name="source">The server that was promoted.</param>
/// <param name="concurrency">How many segments at a time.</param>
public sealed class RewindWal(Archive archive, DataDirectory target, DataDirectory source, int concurrency)
{
    /// <exception cref="ArchiverException">
    /// ServerMismatch when the two are no copies of one cluster or the target runs, WalMissing when the archive lacks a
    /// segment that pg_rewind needs.
    /// </exception>
    public async Task<RewindWalOutcome> RunAsync(CancellationToken cancellation)
    {
        var (control, other) = (target.ReadControl(), source.ReadControl());
        Check(control, other);
        var history = await HistoryAsync(target, control.Timeline, cancellation);
        // After a promotion the checkpoint's timeline is the old one until the next checkpoint.
        var timeline = other.Timeline > other.MinimumRecoveryTimeline ? other.Timeline : other.MinimumRecoveryTimeline;
        var fork = history.ForkFrom(await HistoryAsync(source, timeline, cancellation))
            ?? throw new ArchiverException(
                FailureCode.ServerMismatch,
                $"timeline {history.Timeline} of '{target.Path}' and {timeline} of '{source.Path}' share no ancestor",
                "pg_rewind cannot help; fetch a backup instead.");
        var end = control.Checkpoint > control.MinimumRecoveryPoint ? control.Checkpoint : control.MinimumRecoveryPoint;
        if (fork.Position is not { } position || position > end)
            return new RewindWalOutcome(fork, null, []);

        var size = control.WalSegmentSize;
        var fetched = new List<WalSegmentName>();
        var first = await FindCheckpointAsync(control, history, position, fetched, cancellation);
        // From its last checkpoint's redo on a server keeps everything.
        var rest = new List<WalSegmentName>();
        for (var number = first.Number(size).Next; number < size.NumberOf(control.Redo); number = number.Next)
        {
            var name = history.SegmentAt(number, size);
            if (!File.Exists(PathOf(name))) rest.Add(name);
        }
        await Parallel.ForEachAsync(
            rest, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation },
            async (name, token) => await FetchAsync(control, name, token));
        fetched.AddRange(rest);
        fetched.Sort();
        return new RewindWalOutcome(fork, first, fetched);
    }

    private void Check(ControlFile control, ControlFile other)
    {
        if (control.SystemIdentifier != other.SystemIdentifier)
            throw new ArchiverException(
                FailureCode.ServerMismatch,
                $"'{target.Path}' is of system {control.SystemIdentifier}, '{source.Path}' of {other.SystemIdentifier}",
                "give the data directories of one cluster's servers: the failed primary first, the promoted second.");
        var lockFile = Path.Combine(target.Path, "postmaster.pid");
        if (File.Exists(lockFile) && File.ReadLines(lockFile).FirstOrDefault() is { Length: > 0 } process
            && Directory.Exists($"/proc/{process}"))
            throw new ArchiverException(
                FailureCode.ServerMismatch, $"the server of '{target.Path}' runs (process {process})",
                "stop it first, as pg_rewind demands, too.");
        // Its pg_wal goes on beyond the last checkpoint, and the recovery that pg_rewind would run first may remove
        // what is fetched here.
        if (control.State is not (ClusterState.ShutDown or ClusterState.ShutDownInRecovery))
            throw new ArchiverException(
                FailureCode.ServerMismatch, $"the server of '{target.Path}' was not shut down cleanly",
                $"let it recover first: postgres --single -D '{target.Path}' template1 </dev/null; then run this "
                    + "again.");
    }

    /// <summary>pg_rewind walks back from the fork to the first checkpoint record it meets.</summary>
    private async Task<WalSegmentName> FindCheckpointAsync(
        ControlFile control, TimelineHistory history, Lsn fork, List<WalSegmentName> fetched,
        CancellationToken cancellation)
    {
        var size = control.WalSegmentSize;
        for (var number = size.NumberOf(fork); ; number = number.Previous)
        {
            var name = history.SegmentAt(number, size);
            if (!File.Exists(PathOf(name)))
            {
                await FetchAsync(control, name, cancellation);
                fetched.Add(name);
            }
            if (FirstCheckpoint(control, history, number) is { } checkpoint && checkpoint < fork) return name;
            if (number.Value == 0)
                throw new ArchiverException(
                    FailureCode.WalMissing, $"no checkpoint was found before {fork}",
                    "pg_rewind cannot help; fetch a backup instead.");
        }
    }

    /// <summary>A record that begins in the segment may end in the next one, which is here already.</summary>
    private Lsn? FirstCheckpoint(ControlFile control, TimelineHistory history, SegmentNumber number)
    {
        var scanner = new WalRecordScanner(_ => { });
        var page = new byte[control.WalPageSizeBytes];
        for (var current = number; ; current = current.Next)
        {
            var path = PathOf(history.SegmentAt(current, control.WalSegmentSize));
            if (current > number && (!scanner.IsInRecord || !File.Exists(path))) return scanner.FirstCheckpoint;
            using var file = File.OpenRead(path);
            while (scanner.FirstCheckpoint is null && file.ReadAtLeast(page, page.Length, false) == page.Length)
            {
                if (!scanner.Read(page) || (current > number && !scanner.IsInRecord)) break;
            }
        }
    }

    private async Task FetchAsync(ControlFile control, WalSegmentName name, CancellationToken cancellation)
    {
        if (!await new WalDownload(archive, control).ReadIntoAsync(WalFileName.For(name), PathOf(name), cancellation))
            throw Missing(name);
    }

    private ArchiverException Missing(WalSegmentName name) => new(
        FailureCode.WalMissing, $"segment '{name}' is neither in '{target.Path}/pg_wal' nor in archive "
        + $"'{archive.Storage.Location}'",
        "pg_rewind cannot help without it; fetch a backup instead.");

    private async Task<TimelineHistory> HistoryAsync(
        DataDirectory data, TimelineId timeline, CancellationToken cancellation)
    {
        if (timeline.Value == 1) return TimelineHistory.WithoutAncestors(timeline);
        var path = Path.Combine(data.Path, "pg_wal", timeline.HistoryFileName);
        try
        {
            if (File.Exists(path))
                return TimelineHistory.Parse(timeline, await File.ReadAllTextAsync(path, cancellation));
            await using var plain = await archive.OpenAsync(ArchiveLayout.Wal(timeline.HistoryFileName), cancellation);
            if (plain is not null)
            {
                using var reader = new StreamReader(plain);
                return TimelineHistory.Parse(timeline, await reader.ReadToEndAsync(cancellation));
            }
        }
        catch (FormatException error)
        {
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"'{timeline.HistoryFileName}' is no timeline history: {error.Message}",
                "restore it from the other server's pg_wal.", error);
        }
        throw new ArchiverException(
            FailureCode.WalMissing,
            $"'{timeline.HistoryFileName}' is neither in '{data.Path}/pg_wal' nor in the archive",
            "copy it from the server that made that timeline.");
    }

    private string PathOf(WalSegmentName name) => Path.Combine(target.Path, "pg_wal", name.ToString());
}
