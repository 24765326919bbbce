using Npgsql;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Targets;
using Postern.Archiver.Recovering;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Scheduling;

/// <summary>
/// The agent's work on a real archive: backups and deletions by this binary's own verbs, questions by the catalogue.
/// </summary>
public sealed class ArchiveAgentWork(
    Archive archive, ArchiverSettings settings, ChildVerb child, Action<string> line, TimeProvider time) : IAgentWork
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(8);
    private readonly BackupCatalogue _catalogue = new(archive);

    public string Location => archive.Storage.Location;

    public async Task WaitForServerAsync(CancellationToken cancellation)
    {
        var last = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var session = await LocalSession.OpenAsync(
                    settings["PGHOST"] ?? "/var/run/postgresql", settings["PGUSER"] ?? "postgres", "template1",
                        cancellation);
                return;
            }
            catch (NpgsqlException error)
            {
                if (time.GetElapsedTime(last) > Beat)
                {
                    last = time.GetTimestamp();
                    line("waiting for the server: "
                        + $"{(error is PostgresException answer ? answer.MessageText : error.Message)}");
                }
            }
            await Task.Delay(Poll, time, cancellation);
        }
    }

    public async Task<ArchiveSummary> SummarizeAsync(CancellationToken cancellation)
    {
        var backups = (await _catalogue.ListAsync(cancellation)).Select(one => one.Record).ToArray();
        if (backups.Length == 0) return new ArchiveSummary(null, null, null, null);
        var targets = await new RecoveryTargetReader(archive, settings).ReadAsync(isWholeWal: false, cancellation);
        return new ArchiveSummary(
            backups[^1].Name, backups[^1].BegunAt, targets.FirstRecoverable, targets.LastRecoverable);
    }

    public Task BackupAsync(int deltaMaxSteps, CancellationToken cancellation) => child.RunAsync(
        ["backup-push", settings.Require("PGDATA")],
        new Dictionary<string, string>
        {
            ["WALG_DELTA_MAX_STEPS"] = deltaMaxSteps.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["POSTERN_PROGRESS"] = "lines",
        },
        cancellation);

    public Task RetainAsync(int fulls, CancellationToken cancellation) => child.RunAsync(
        ["delete", "retain", "FULL", fulls.ToString(System.Globalization.CultureInfo.InvariantCulture), "--confirm"],
        new Dictionary<string, string>(), cancellation);
}
