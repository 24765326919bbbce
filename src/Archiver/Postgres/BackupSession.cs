using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Postgres;

/// <summary>How the server ended a backup.</summary>
/// <param name="StopLsn">End of the WAL that the backup needs.</param>
/// <param name="LabelText">Content of backup_label.</param>
/// <param name="TablespaceMap">Content of tablespace_map, possibly empty.</param>
public sealed record BackupStop(Lsn StopLsn, string LabelText, string TablespaceMap)
{
    public BackupLabel Label { get; } = BackupLabel.Parse(LabelText);
}

/// <summary>
/// A non-exclusive base backup on one session, which is pinged while it runs: when it dies the backup is lost, and
/// <see cref="Lost"/> says so at once instead of at the end.
/// </summary>
public sealed class BackupSession : IRunningBackup
{
    private readonly ServerSession _server;
    private readonly int _major;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stopPinging = new();
    private readonly Task _pinging;

    private BackupSession(ServerSession server, int major, Lsn startLsn, TimeSpan pingInterval, TimeProvider time)
    {
        (_server, _major, StartLsn) = (server, major, startLsn);
        _pinging = PingAsync(pingInterval, time);
    }

    public Lsn StartLsn { get; }

    public CancellationToken Lost => _lost.Token;

    /// <summary>Starts with a fast checkpoint.</summary>
    public static async Task<BackupSession> StartAsync(
        ServerSession server, int major, string label, TimeSpan pingInterval, TimeProvider time,
        CancellationToken cancellation)
    {
        var sql = major >= 15
            ? "select pg_backup_start($1, true)::text"
            : "select pg_start_backup($1, true, false)::text";
        var lsn = (await server.QueryAsync(sql, cancellation, label))[0][0]!;
        return new BackupSession(server, major, Lsn.Parse(lsn), pingInterval, time);
    }

    /// <summary>
    /// Ends the backup without waiting for the archive: the server would wait without limit, and a time-out there
    /// loses the backup.
    /// </summary>
    /// <exception cref="ArchiverException">BackupAborted: the session died, or the standby was promoted
    /// meanwhile.</exception>
    public async Task<BackupStop> StopAsync(CancellationToken cancellation)
    {
        await EndPingingAsync();
        var sql = _major >= 15
            ? "select lsn::text, labelfile, spcmapfile from pg_backup_stop(false)"
            : "select lsn::text, labelfile, spcmapfile from pg_stop_backup(false, false)";
        try
        {
            var row = (await _server.QueryAsync(sql, cancellation))[0];
            return new BackupStop(Lsn.Parse(row[0]!), row[1] ?? "", row[2] ?? "");
        }
        catch (ArchiverException error) when (error.Code == FailureCode.ServerUnreachable)
        {
            throw new ArchiverException(
                FailureCode.BackupAborted, $"the server ended the backup: {error.Message}",
                "a promotion or a restart during a backup makes it useless; run backup-push again.", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndPingingAsync();
        _lost.Dispose();
        _stopPinging.Dispose();
    }

    private async Task EndPingingAsync()
    {
        await _stopPinging.CancelAsync();
        await _pinging;
    }

    private async Task PingAsync(TimeSpan interval, TimeProvider time)
    {
        try
        {
            while (true)
            {
                await Task.Delay(interval, time, _stopPinging.Token);
                await _server.QueryAsync("select '1'", _stopPinging.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The backup ends.
        }
        catch (ArchiverException)
        {
            await _lost.CancelAsync();
        }
    }
}
