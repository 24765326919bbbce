using Postern.Archiver.Failures;
using Postern.Archiver.Reporting;

namespace Postern.Archiver.Scheduling;

/// <summary>
/// Takes a backup at once when there is none, then whenever the schedule says; what was missed while nobody was there
/// is caught up, once. When it last ran is what the newest backup says. It never ends by itself: a failure is
/// reported and tried again, later each time.
/// </summary>
public sealed class Agent(AgentPlan plan, IAgentWork work, Action<string> line, Action<Report> report,
    TimeProvider time)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    /// <summary>The clock may jump and the archive may get a backup from elsewhere: never sleep longer.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(5);

    /// <summary>How old the last recoverable time of a report may be before a later one is reported.</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var retry = FirstRetry;
        var reported = false;
        (DateTimeOffset? LastRecoverable, DateTimeOffset At) shown = default;
        var retentionDue = false;
        while (true)
        {
            try
            {
                if (!reported) await work.WaitForServerAsync(cancellation);
                var summary = await work.SummarizeAsync(cancellation);
                if (IsDue(summary))
                {
                    await BackUpAsync(summary, cancellation);
                    retentionDue = plan.KeptFulls is not null;
                    reported = false;
                }
                // Due until it succeeds: the next backup may be a week away, and a full bucket nearer.
                if (retentionDue) await work.RetainAsync(plan.KeptFulls!.Value, cancellation);
                retentionDue = false;
                if (!reported) summary = await work.SummarizeAsync(cancellation);
                var moved = summary.LastRecoverable != shown.LastRecoverable
                    && time.GetUtcNow() - shown.At >= ReportInterval;
                if (!reported || moved)
                {
                    report(Describe(summary));
                    shown = (summary.LastRecoverable, time.GetUtcNow());
                }
                reported = true;
                retry = FirstRetry;
                await Task.Delay(SleepUntil(summary), time, cancellation);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                report(await DescribeAsync(error, cancellation));
                line($"trying again in {(int)retry.TotalSeconds} s");
                reported = false;
                await Task.Delay(retry, time, cancellation);
                retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
            }
        }
    }

    private DateTimeOffset? NextAfter(ArchiveSummary summary) =>
        summary.NewestBegan is { } began ? plan.Schedule.NextAfter(began) : time.GetUtcNow();

    private bool IsDue(ArchiveSummary summary) => NextAfter(summary) is { } next && next <= time.GetUtcNow();

    private Task BackUpAsync(ArchiveSummary before, CancellationToken cancellation)
    {
        line(before.NewestBackup is null ? "there is no backup yet: taking one" : "a backup is due");
        return work.BackupAsync(plan.DeltaMaxSteps, cancellation);
    }

    private TimeSpan SleepUntil(ArchiveSummary summary)
    {
        if (NextAfter(summary) is not { } next) return LongestSleep;
        var remaining = next - time.GetUtcNow();
        if (remaining < TimeSpan.Zero) return TimeSpan.Zero;
        return remaining < LongestSleep ? remaining : LongestSleep;
    }

    private Report Describe(ArchiveSummary summary, string? error = null) => new Report(error is null, error)
        .Add("firstRecoverable", summary.FirstRecoverable)
        .Add("lastRecoverable", summary.LastRecoverable)
        .Add("backup", summary.NewestBackup)
        .Add("archive", work.Location)
        .Add("nextBackup", NextAfter(summary));

    /// <summary>The failure, with what the archive holds all the same when it can be asked.</summary>
    private async Task<Report> DescribeAsync(Exception error, CancellationToken cancellation)
    {
        var text = error is ArchiverException failure ? $"{failure.Message}. {failure.Hint}" : error.Message;
        try
        {
            return Describe(await work.SummarizeAsync(cancellation), text);
        }
        catch (Exception second) when (!cancellation.IsCancellationRequested && second is not OutOfMemoryException)
        {
            return new Report(false, text).Add("archive", work.Location);
        }
    }
}
