using Postern.Archiver.Core.Scheduling;
using Postern.Archiver.Failures;
using Postern.Archiver.Reporting;
using Postern.Archiver.Scheduling;
using Xunit;

namespace Postern.Tests.Archiver.Scheduling;

public sealed class AgentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 22, 0, 0, TimeSpan.Zero);
    private readonly JumpingTime _time = new(Now);
    private readonly FakeWork _work;
    private readonly List<Report> _reports = [];

    public AgentTests() => _work = new FakeWork(_time);

    [Fact]
    public async Task Backs_up_at_once_when_there_is_no_backup()
    {
        await RunUntilAsync(() => _work.Backups.Count == 1);
        Assert.Equal(Now, _work.Backups[0]);
        Assert.Equal(2, _work.Retained);
    }

    [Fact]
    public async Task Waits_for_the_schedule_after_a_backup()
    {
        _work.Newest = Now.AddHours(-1);
        await RunUntilAsync(() => _work.Backups.Count == 2);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 2, 30, 0, TimeSpan.Zero), _work.Backups[0]);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 30, 0, TimeSpan.Zero), _work.Backups[1]);
    }

    [Fact]
    public async Task Catches_up_once_after_downtime()
    {
        _work.Newest = Now.AddDays(-9);
        await RunUntilAsync(() => _work.Backups.Count == 2);
        Assert.Equal(Now, _work.Backups[0]);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 2, 30, 0, TimeSpan.Zero), _work.Backups[1]);
    }

    [Fact]
    public async Task Reports_a_failure_and_tries_again_later_each_time()
    {
        _work.Failures = 3;
        await RunUntilAsync(() => _work.Backups.Count == 1);
        Assert.Equal(Now.AddSeconds(10 + 20 + 40), _work.Backups[0]);
        Assert.Equal([false, false, false, true], _reports.Take(4).Select(one => one.Ok));
        Assert.Contains("the store is away", _reports[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_retention_is_reported_and_tried_again()
    {
        _work.RetentionFailures = 1;
        await RunUntilAsync(() => _work.Retained > 0);
        Assert.Single(_work.Backups);
        Assert.Equal([false, true], _reports.Take(2).Select(one => one.Ok));
    }

    [Fact]
    public async Task Reports_after_its_start_also_when_nothing_is_due()
    {
        _work.Newest = Now.AddHours(-1);
        await RunUntilAsync(() => _reports.Count == 1);
        Assert.Contains("\"nextBackup\":\"2026-11-23T02:30:00Z\"", _reports[0].ToLine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_each_hour_how_far_the_archive_has_come()
    {
        _work.Newest = Now.AddHours(-1);
        _work.Archives = true;
        await RunUntilAsync(() => _time.GetUtcNow() >= Now.AddHours(3));
        Assert.Equal(3, _reports.Count);
        Assert.Contains("\"lastRecoverable\":\"2026-11-23T00:00:00Z\"", _reports[2].ToLine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_silent_while_nothing_is_archived()
    {
        _work.Newest = Now.AddHours(-1);
        await RunUntilAsync(() => _time.GetUtcNow() >= Now.AddHours(3));
        Assert.Single(_reports);
    }

    private async Task RunUntilAsync(Func<bool> enough)
    {
        using var stop = new CancellationTokenSource();
        _time.AfterDelay = () =>
        {
            if (enough()) stop.Cancel();
        };
        var plan = new AgentPlan { Schedule = CalendarEvent.Parse("02:30"), KeptFulls = 2, DeltaMaxSteps = 0 };
        var agent = new Agent(plan, _work, _ => { }, _reports.Add, _time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.RunAsync(stop.Token));
    }

    private sealed class FakeWork(TimeProvider time) : IAgentWork
    {
        public DateTimeOffset? Newest { get; set; }

        public List<DateTimeOffset> Backups { get; } = [];

        public int Retained { get; private set; }

        public int Failures { get; set; }

        public string Location => "memory";

        public Task WaitForServerAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task<ArchiveSummary> SummarizeAsync(CancellationToken cancellation) =>
            Task.FromResult(new ArchiveSummary(
                Newest is null ? null : "base", Newest, Newest, Archives ? time.GetUtcNow() : Newest));

        /// <summary>Whether WAL comes in all the time.</summary>
        public bool Archives { get; set; }

        public Task BackupAsync(int deltaMaxSteps, CancellationToken cancellation)
        {
            if (Failures-- > 0)
                throw new ArchiverException(FailureCode.StorageUnreachable, "the store is away", "start it.");
            Newest = time.GetUtcNow();
            Backups.Add(Newest.Value);
            return Task.CompletedTask;
        }

        public int RetentionFailures { get; set; }

        public Task RetainAsync(int fulls, CancellationToken cancellation)
        {
            if (RetentionFailures-- > 0)
                throw new ArchiverException(FailureCode.StorageDenied, "the store refuses a delete", "allow it.");
            Retained = fulls;
            return Task.CompletedTask;
        }
    }

    /// <summary>Every delay is over at once, and the clock is then where it would be.</summary>
    private sealed class JumpingTime(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;

        public Action AfterDelay { get; set; } = () => { };

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _now += dueTime;
            AfterDelay();
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
