using Postern.Archiver.Recovering;

namespace Postern.Archiver.Settling;

/// <summary>Has the server read its settings again, and hears what it makes of them.</summary>
public sealed class Settlement(LocalSession session, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReloadTime = TimeSpan.FromSeconds(3);

    public async Task<SettleOutcome> ReloadAsync(CancellationToken cancellation)
    {
        const string loadTime = "select pg_conf_load_time()::text";
        var before = await session.ScalarAsync(loadTime, cancellation);
        await session.ScalarAsync("select pg_reload_conf()::text", cancellation);
        // A reload that fails leaves the time as it was; then the view below says why.
        var started = time.GetTimestamp();
        while (await session.ScalarAsync(loadTime, cancellation) == before && time.GetElapsedTime(started) < ReloadTime)
            await Task.Delay(Poll, time, cancellation);
        var pending = await session.RowsAsync(
            "select name from pg_settings where pending_restart order by name", cancellation);
        var lines = await session.RowsAsync(
            """
            select coalesce(name, ''), coalesce(setting, ''), error from pg_file_settings
            where error is not null order by sourcefile, sourceline
            """, cancellation);
        return Judge([.. pending.Select(row => row[0]!)], [.. lines.Select(row =>
            new RefusedSetting(row[0]!, row[1]!, row[2]!))]);
    }

    /// <summary>
    /// The view calls a parameter that waits for a restart "could not be applied", too: that one is not refused.
    /// </summary>
    public static SettleOutcome Judge(IReadOnlyList<string> pendingRestart, IReadOnlyList<RefusedSetting> errors) =>
        new(pendingRestart, [.. errors.Where(one => !pendingRestart.Contains(one.Name))]);
}
