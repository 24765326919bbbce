namespace Postern.Archiver.Storage.Decorators;

/// <summary>
/// A token bucket: so many bytes a second on average, and 64 KiB more at once after a pause, as WAL-G's limiter
/// (WALG_NETWORK_RATE_LIMIT).
/// </summary>
public sealed class RateLimiter(long bytesPerSecond, TimeProvider time)
{
    /// <summary>What a pause allows at once, and the largest number of bytes to ask for at once.</summary>
    public const int BurstBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private long _free = time.GetTimestamp();

    /// <summary>Takes the bytes out of the bucket and says how long to wait before they may be used.</summary>
    public TimeSpan Take(int bytes)
    {
        var perSecond = time.TimestampFrequency;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var burst = (long)((double)BurstBytes / bytesPerSecond * perSecond);
            _free = Math.Max(_free, now - burst) + (long)((double)bytes / bytesPerSecond * perSecond);
            return _free > now ? time.GetElapsedTime(now, _free) : TimeSpan.Zero;
        }
    }

    public async ValueTask WaitAsync(int bytes, CancellationToken cancellation)
    {
        var wait = Take(bytes);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
    }
}
