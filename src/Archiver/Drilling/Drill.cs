using Postern.Archiver.Booting;
using Postern.Archiver.Failures;
using Postern.Archiver.Recovering;
using Postern.Archiver.Reporting;

namespace Postern.Archiver.Drilling;

/// <summary>
/// A rehearsed recovery: fetch, replay to the target, promote, look at everything, stop. It works in data.new of a
/// volume of its own, begins anew each time, and cannot write to its source: archiving is off whatever the settings
/// say.
/// </summary>
public sealed class Drill(
    ContainerPaths paths, DrillPlan plan, DataLayout layout, IProvisioningSource source, Action<string> line,
    TimeProvider time)
{
    /// <summary>
    /// What acts on the world outside stays off in a copy: archiving, subscriptions, cron jobs, and a commit's wait
    /// for a standby.
    /// </summary>
    private static readonly ServerParameter[] Harmless =
    [
        new("archive_mode", "off"), new("archive_command", ""), new("archive_library", ""),
        new("primary_conninfo", ""), new("primary_slot_name", ""), new("recovery_end_command", ""),
        new("archive_cleanup_command", ""), new("synchronous_standby_names", ""),
        new("max_logical_replication_workers", "0"), new("cron.launch_active_jobs", "off"),
        new("recovery_min_apply_delay", "0"),
    ];

    private const int GraceSeconds = 5;
    private readonly long _started = time.GetTimestamp();

    public DrillOutcome Outcome { get; } = new();

    /// <exception cref="ArchiverException">What kept the drill from its checks; a failed check is in the outcome
    /// only.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // The recovery has the same deadline and better words for it: which segment, and the server's last FATAL.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(plan.DeadlineSeconds + GraceSeconds),
            time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        new Preflight(paths, text => line($"WARNING: {text}")).CheckPlace(layout, plan.Major);
        Durability.DurableFolder.Create(layout.Postern);
        if (!ProcessCalls.TryLockForEver(layout.Lock))
            throw new ArchiverException(
                FailureCode.BootRefused, "another drill or server runs on this volume",
                    "wait for it, or remove its container.");
        if (layout.HasData)
            throw new ArchiverException(
                FailureCode.BootRefused, $"'{layout.Data}' has a server's data", "give the drill a volume of its own.");
        try
        {
            await FetchAsync(either.Token);
            await ReplayAndVerifyAsync(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested
            && !cancellation.IsCancellationRequested)
        {
            throw new ArchiverException(
                FailureCode.Deadline, $"the drill did not end within {plan.DeadlineSeconds} s",
                "allow more time, or look at the archive's speed.");
        }
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var backup = await Heartbeat.DuringAsync(
            () => source.SelectAsync(plan.Backup, plan.Target, cancellation),
            elapsed => $"asking {source.Archive.Storage.Location} for its backups, {(int)elapsed.TotalSeconds} s",
            line, time);
        Outcome.Backup = backup.Name;
        BackupMajor.Require(backup, plan.Major);
        // A commit before the backup's end is there whether or not the log has a later one.
        Outcome.RecoveredUntil = backup.FinishTime;
        line($"fetching backup {Outcome.Backup} from {source.Archive.Storage.Location}");
        foreach (var stale in new[] { layout.Provisioning, layout.Tablespaces }.Where(Directory.Exists))
            Directory.Delete(stale, recursive: true);
        Directory.CreateDirectory(
            layout.Provisioning, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Heartbeat.DuringAsync(
            () => source.FetchAsync(backup, layout.Provisioning, keepTablespaces: false, cancellation),
            elapsed => $"fetching, {(int)elapsed.TotalSeconds} s", line, time);
        SignalFiles.RemoveAll(layout.Provisioning);
        AutoConfiguration.StripFile(layout.Provisioning, synchronousToo: true);
        Outcome.Fetch = time.GetElapsedTime(started);
    }

    private async Task ReplayAndVerifyAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var request = new RecoveryRequest
        {
            Data = layout.Provisioning,
            Target = plan.Target,
            Parameters = [.. plan.Parameters, .. Harmless],
            User = plan.User,
            ConfigFile = File.Exists(paths.ConfigFile) ? paths.ConfigFile : null,
            Archive = source.Archive,
            DeadlineSeconds = Math.Max(1, plan.DeadlineSeconds - (int)time.GetElapsedTime(_started).TotalSeconds),
        };
        line($"replaying to '{plan.Target}'");
        var driver = new RecoveryDriver(request, line, time);
        ChildServer server;
        try
        {
            server = await driver.ReachAsync(cancellation);
        }
        finally
        {
            Outcome.ServerError = driver.LastFatal;
        }
        await using (server)
        {
            await NoteAsync(server, cancellation);
            line($"recovered until {Report.Rfc3339(Outcome.RecoveredUntil) ?? "the end of the backup"}; promoting");
            await Promotion.PromoteAsync(server, plan.User, request.DeadlineSeconds, cancellation);
            Outcome.Replay = time.GetElapsedTime(started);
            await VerifyAsync(server, cancellation);
        }
    }

    private async Task NoteAsync(ChildServer server, CancellationToken cancellation)
    {
        var state = await ReplayState.TryReadAsync(server.Sockets, plan.User, cancellation);
        Outcome.Lsn = state?.Lsn;
        Outcome.RecoveredUntil = state?.LastCommit ?? Outcome.RecoveredUntil;
    }

    private async Task VerifyAsync(ChildServer server, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var checks = new DrillChecks(server.Sockets, plan.User, time);
        await using (var session = await LocalSession.OpenAsync(server.Sockets, plan.User, "template1", cancellation))
        {
            var timeline = await session.ScalarAsync("select timeline_id::text from pg_control_checkpoint()",
                cancellation);
            Outcome.Timeline = timeline is null
                ? null : long.Parse(timeline, System.Globalization.CultureInfo.InvariantCulture);
        }
        foreach (var check in plan.Checks)
            await CheckAsync(check.Name, async () => await checks.AssertAsync(check, cancellation));
        await CheckAsync("every table can be read", async () => await checks.EveryTableAsync(cancellation));
        await CheckAsync("pg_amcheck", () => Task.Run(checks.Amcheck, cancellation));
        await server.StopAsync();
        await CheckAsync("page checksums", () => Task.Run(() =>
            DrillChecks.Checksums(layout.Provisioning, time), cancellation));
        Outcome.Verify = time.GetElapsedTime(started);
    }

    private async Task CheckAsync(string name, Func<Task<CheckResult?>> check)
    {
        var result = await Heartbeat.DuringAsync(
            check, elapsed => $"checking '{name}', {(int)elapsed.TotalSeconds} s", line, time);
        if (result is null) return;
        Outcome.Checks.Add(result);
        line($"{(result.Ok ? "ok" : "FAILED")}: {result.Name}: {result.Detail}");
    }
}
