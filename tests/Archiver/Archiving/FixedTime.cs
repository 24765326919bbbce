namespace Postern.Tests.Archiver.Archiving;

/// <summary>A clock that stands still, with timers that fire at once: tests never wait.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    private long _elapsed;

    public override DateTimeOffset GetUtcNow() => now.AddTicks(Interlocked.Read(ref _elapsed));

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A delay passes by moving the clock; endless ones (keep-alives, deadlines of a minute and more) never fire.
        if (dueTime < TimeSpan.Zero || dueTime >= TimeSpan.FromSeconds(30) || period > TimeSpan.Zero) return new Idle();
        Interlocked.Add(ref _elapsed, dueTime.Ticks);
        return new Timer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class Idle : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
