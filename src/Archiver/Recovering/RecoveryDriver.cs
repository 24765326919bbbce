using System.Globalization;
using Postern.Archiver.Booting;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Recovering;

/// <summary>
/// Replays an archive into a fetched PGDATA up to a target, and knows when it is there. The server runs under
/// standby.signal: whatever the archive answers, it waits and never ends a recovery by itself. The end of "latest" is
/// the newest segment that the archive listed at the begin; a target is reached when the server is paused and its log
/// says that it stopped there.
/// </summary>
public sealed class RecoveryDriver(RecoveryRequest request, Action<string> line, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>A fetch of what is not there takes milliseconds; still asking after this long is waiting.</summary>
    private static readonly TimeSpan EndPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the archive may be at its end before a target that was not met counts as out of reach.
    /// </summary>
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(20);

    private readonly long _started = time.GetTimestamp();
    private ServerLog? _log;

    /// <summary>The last FATAL of the server that was started last, or null.</summary>
    public string? LastFatal => _log?.LastFatal;

    /// <summary>
    /// Starts the server and returns when the target is reached; the server still runs, paused or waiting. The caller
    /// disposes it.
    /// </summary>
    /// <exception cref="ArchiverException">
    /// WalMissing: a gap before the end. TargetUnreachable: the archive ends before the target. Deadline.
    /// ServerUnreachable: the server stopped; the message quotes its last FATAL.
    /// </exception>
    public async Task<ChildServer> ReachAsync(CancellationToken cancellation)
    {
        var control = ControlFile.Parse(File.ReadAllBytes(Path.Combine(request.Data, ControlFile.RelativePath)));
        var (start, timeline) = StartOf(control);
        var wal = await ListAsync(control, timeline, cancellation);
        RequireNoGap(wal, start, timeline);
        var progress = new RecoveryProgress(line, time, start, control.WalSegmentSize);
        DurableSignal();
        while (true)
        {
            var server = Start();
            try
            {
                if (await WaitAsync(server, wal, timeline, control, progress, cancellation)) return server;
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
            // The primary raised a parameter later on; the control file knows by now.
            line("recovery: the server needs higher parameters than before; restarting it");
            await server.DisposeAsync();
        }
    }

    private void DurableSignal()
    {
        SignalFiles.RemoveAll(request.Data);
        SignalFiles.Write(request.Data, "standby");
    }

    private ChildServer Start()
    {
        var given = request.Parameters
            .Where(one => !one.Name.StartsWith("recovery_target", StringComparison.Ordinal))
            .Concat(request.Target.Parameters())
            .Append(new ServerParameter("hot_standby", "on"))
            .ToArray();
        var raised = HotStandbyMinimums.Raise(request.Data, request.ConfigFile, given);
        _log = new ServerLog(text => line($"server: {text}"));
        return ChildServer.Start(request.Data, request.ConfigFile, [.. given, .. raised], _log, time);
    }

    /// <summary>
    /// True when the target is reached, false when the server has to be started again with other parameters.
    /// </summary>
    private async Task<bool> WaitAsync(
        ChildServer server, ArchivedWal wal, TimelineId timeline, ControlFile control, RecoveryProgress progress,
        CancellationToken cancellation)
    {
        long? atEndSince = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (server.HasExited && server.Log.ParametersTooLow) return false;
            RequireAlive(server);
            RequireTime(server);
            var process = StartupProcess.Of(server.ProcessId);
            progress.Report(process, wal.Newest);
            var atEnd = process is { Waiting: true } && (wal.Newest is not { } newest
                || process.Segment.Number(wal.Size) > newest);
            atEndSince = atEnd ? atEndSince ?? time.GetTimestamp() : null;
            var waited = atEndSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
            // The server is asked only when there may be something to hear: it has work to do.
            var mayBeThere = request.Target.IsLatest ? waited > EndPause : server.Log.StoppedAtTarget;
            if ((mayBeThere || server.Log.ParametersTooLow)
                && await ReplayState.TryReadAsync(server.Sockets, request.User, cancellation) is { } state)
            {
                if (state.Paused && server.Log.ParametersTooLow) return false;
                if (mayBeThere && (request.Target.IsLatest || state.Paused)) return true;
            }
            if (waited > EndGrace)
            {
                var now = await ListAsync(control, timeline, cancellation);
                if (now.Newest == wal.Newest) throw OutOfReach(server, wal);
                wal = now;
                atEndSince = null;
            }
            await Task.Delay(Poll, time, cancellation);
        }
    }

    private Task<ArchivedWal> ListAsync(ControlFile control, TimelineId timeline, CancellationToken cancellation) =>
        ArchivedWal.ListAsync(
            request.Archive, timeline, request.Target.Timeline, control.WalSegmentSize, cancellation);

    /// <summary>Where replay begins: the backup's label while it is there, else the control file.</summary>
    private (SegmentNumber Start, TimelineId Timeline) StartOf(ControlFile control)
    {
        var file = Path.Combine(request.Data, "backup_label");
        if (!File.Exists(file)) return (control.WalSegmentSize.NumberOf(control.Redo), control.Timeline);
        var label = BackupLabel.Parse(File.ReadAllText(file));
        return (control.WalSegmentSize.NumberOf(label.StartLsn), label.StartTimeline);
    }

    private void RequireNoGap(ArchivedWal wal, SegmentNumber start, TimelineId timeline)
    {
        if (wal.FirstGap(start) is not { } gap) return;
        var name = WalSegmentName.For(timeline, gap, wal.Size);
        if (wal.Newest is { } newest && newest > gap && !request.Target.IsLatest)
        {
            line($"recovery: the archive has no segment {name}; a target behind it cannot be reached");
            return;
        }
        throw new ArchiverException(
            FailureCode.WalMissing, $"the archive '{request.Archive.Storage.Location}' has no segment '{name}'",
            "recover to a target before it, or from a backup that was taken after it.");
    }

    private static void RequireAlive(ChildServer server)
    {
        if (!server.HasExited) return;
        throw new ArchiverException(
            FailureCode.ServerUnreachable,
            $"the server stopped during recovery: {server.Log.LastWord}",
            "see its log above; a later run goes on from the last restart point.");
    }

    private void RequireTime(ChildServer server)
    {
        var seconds = time.GetElapsedTime(_started).TotalSeconds;
        if (seconds < request.DeadlineSeconds) return;
        var fatal = server.Log.LastFatal is { } text ? $"; the server's last FATAL: {text}" : "";
        var doing = StartupProcess.Of(server.ProcessId) is { } process
            ? $", at {(process.Waiting ? "waiting for" : "replaying")} {process.Segment}" : "";
        throw new ArchiverException(
            FailureCode.Deadline,
            string.Create(CultureInfo.InvariantCulture,
                $"the recovery to '{request.Target}' did not end within {request.DeadlineSeconds} s{doing}{fatal}"),
            "look at the archive's answers for that segment, or allow more time.");
    }

    private ArchiverException OutOfReach(ChildServer server, ArchivedWal wal)
    {
        var newest = wal.Newest is { } number
            ? WalSegmentName.For(wal.Path.Timeline, number, wal.Size).ToString() : "nothing";
        var fatal = server.Log.LastFatal is { } text ? $"; the server's last FATAL: {text}" : "";
        return new ArchiverException(
            FailureCode.TargetUnreachable,
            $"the archive ends with '{newest}' before the target '{request.Target}' is reached{fatal}",
            "give a target that 'archiver targets' lists; a time needs a later commit in the archive.");
    }
}
