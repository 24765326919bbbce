using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Booting;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Diagnosing;

/// <summary>
/// The archive: does it answer, is it ours, does it hold a backup, does its clock agree, and does it die with the
/// database's disk.
/// </summary>
public sealed class ArchiveProbes(Archive archive, ArchiverSettings settings, string data, TimeProvider time)
{
    private static readonly TimeSpan StaleBackup = TimeSpan.FromDays(15);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        try
        {
            findings.Add(await BackupsAsync(cancellation));
            findings.Add(await ClaimAsync(cancellation));
        }
        catch (ArchiverException failure)
        {
            findings.Add(Finding.Failure("archive", $"'{archive.Storage.Location}': {failure.Message}", failure.Hint));
        }
        if (await ClockAsync(cancellation) is { } clock) findings.Add(clock);
        if (SharesDisk() is { } disk) findings.Add(disk);
        return findings;
    }

    /// <summary>S3 refuses what is signed more than fifteen minutes off.</summary>
    public static Finding Clock(TimeSpan skew)
    {
        var seconds = (int)Math.Abs(skew.TotalSeconds);
        if (seconds <= 60) return Finding.Ok("clock", $"{seconds} s off the store's");
        var text = $"{seconds} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the store's";
        return seconds <= 600
            ? Finding.Warning("clock", text, "set the clock by NTP; at 15 minutes the store refuses every request.")
            : Finding.Failure("clock", text,
                "set the clock by NTP: the store refuses requests that are 15 minutes off.");
    }

    private async Task<Finding> BackupsAsync(CancellationToken cancellation)
    {
        var backups = await new BackupCatalogue(archive).ListAsync(cancellation);
        if (backups.Count == 0)
            return Finding.Failure("archive", $"'{archive.Storage.Location}' answers and has no backup: nothing can "
                + "be recovered", "run `archiver backup-push`, or start the agent.");
        var newest = backups[^1].Record;
        var age = time.GetUtcNow() - newest.CompletedAt;
        var text = $"'{archive.Storage.Location}' answers: {backups.Count} backups, the newest {newest.Name} is "
            + $"{(int)age.TotalHours} h old";
        return age > StaleBackup
            ? Finding.Warning("archive", text, "see the agent's log: it should have taken one.")
            : Finding.Ok("archive", text);
    }

    private async Task<Finding> ClaimAsync(CancellationToken cancellation)
    {
        var claim = ClaimFile.Locate(settings, new DataDirectory(data));
        var state = await new ArchiveOwnership(archive, claim, time, ArchiveOwnership.RandomClaim).CheckAsync(
            cancellation);
        if (state.IsHeld) return Finding.Ok("claim", "this server owns the archive");
        return state.IsUnowned
            ? Finding.Failure("claim", "the archive has no owner: nothing is pushed",
                "run `archiver claim` on the server that archives into it.")
            : Finding.Failure(
                "claim", $"another copy of system {state.Owner!.SystemIdentifier} owns the archive: nothing is "
                    + "pushed from here",
                "if this is the primary now, run `archiver claim --move`; a standby and a drill are right not to "
                    + "own it.");
    }

    private async Task<Finding?> ClockAsync(CancellationToken cancellation)
    {
        if (settings["AWS_ENDPOINT"] is not { } endpoint
            || !Uri.TryCreate(endpoint, UriKind.Absolute, out var address)) return null;
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var answer = await client.SendAsync(request, cancellation);
            return answer.Headers.Date is { } theirs ? Clock(time.GetUtcNow() - theirs) : null;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException
            && !cancellation.IsCancellationRequested)
        {
            return Finding.Failure("store", $"'{endpoint}' does not answer: {error.Message}",
                "start the store, or see the network between.");
        }
    }

    private Finding? SharesDisk()
    {
        if (settings["WALG_FILE_PREFIX"] is not { } folder) return null;
        var mounts = MountTable.Load("/proc/self/mountinfo");
        return mounts.MountOf(Path.GetFullPath(folder)) == mounts.MountOf(data)
            ? Finding.Warning("archive", "it lies on the database's own disk and is lost with it",
                "put it on another machine, or copy it there.")
            : null;
    }
}
