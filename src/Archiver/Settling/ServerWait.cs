using Npgsql;
using Postern.Archiver.Booting;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Settling;

/// <summary>
/// Waits for a server that another container boots, and fails at once when its boot refused: settle sees the socket
/// volume only, and boot leaves its decision there.
/// </summary>
public sealed class ServerWait(
    string sockets, string statusFile, Func<CancellationToken, Task<IAsyncDisposable>> connect, Action<string> line,
    TimeProvider time)
{
    private const int RestartsThatAreALoop = 4;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan OldStatusGrace = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The connection, or null when the server is up but lets nobody in by design (a warm standby).
    /// </summary>
    /// <exception cref="ArchiverException">BootRefused with boot's own words; Deadline; ServerUnreachable for a
    /// server that ends again and again.</exception>
    public async Task<IAsyncDisposable?> WaitAsync(int timeoutSeconds, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var begun = time.GetUtcNow();
        var beaten = started;
        var boots = new HashSet<DateTimeOffset>();
        var last = "no answer yet";
        while (true)
        {
            var status = BootStatus.Load(statusFile);
            var elapsed = time.GetElapsedTime(started);
            // An older refusal is that of the container before this one, unless it stays.
            if (status is { State: "refused" } && (status.Time >= begun || elapsed > OldStatusGrace))
                throw new ArchiverException(FailureCode.BootRefused, status.Message, status.Hint);
            if (status is { State: "starting" } && status.Time >= begun) boots.Add(status.Time);
            if (boots.Count >= RestartsThatAreALoop)
                throw new ArchiverException(
                    FailureCode.ServerUnreachable,
                        $"the server ends right after its start, {boots.Count} times now ({last})",
                    "see the server container's log.");
            try
            {
                return await connect(cancellation);
            }
            catch (NpgsqlException error)
            {
                if (error is PostgresException { SqlState: "57P03",
                    Detail: "Hot standby mode is disabled." }) return null;
                if (error is PostgresException { SqlState: not "57P03" } refusal)
                    throw new ArchiverException(
                        FailureCode.ServerUnreachable, $"the server does not let this user in: {refusal.MessageText}",
                        "let uid 999 in through the socket, by peer, in pg_hba.conf.", error);
                last = error is PostgresException answer ? answer.MessageText : $"no server at {sockets}";
            }
            if (elapsed.TotalSeconds > timeoutSeconds)
                throw new ArchiverException(
                    FailureCode.Deadline, $"the server did not accept connections within {timeoutSeconds} s: {last}",
                    "see the server container's log, or allow more time (postern:waitTimeout).");
            if (time.GetElapsedTime(beaten) > Beat)
            {
                beaten = time.GetTimestamp();
                line($"waiting for the server: {status?.Message ?? last} ({(int)elapsed.TotalSeconds} s)");
            }
            await Task.Delay(Poll, time, cancellation);
        }
    }
}
