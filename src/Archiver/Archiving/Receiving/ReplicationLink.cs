using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using Npgsql.Replication;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Receiving;

/// <summary>
/// The connection to the server, opened again when it broke. Npgsql knows no end of a timeline: it takes the server's
/// word for it for an error of the protocol and breaks the connection, so that only asking the server again tells that
/// from a loss.
/// </summary>
/// <param name="address">With libpq's settings.</param>
/// <param name="time">Waits between two tries.</param>
internal sealed class ReplicationLink(NpgsqlConnectionStringBuilder address, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const int MostTries = 40;
    private PhysicalReplicationConnection? _connection;
    private int _tries;

    /// <summary>Only after <see cref="OpenAsync"/>.</summary>
    public PhysicalReplicationConnection Connection => _connection!;

    /// <exception cref="ArchiverException">ServerUnreachable.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        var connection = new PhysicalReplicationConnection(address.ConnectionString);
        try
        {
            await connection.Open(cancellation);
            _connection = connection;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            await connection.DisposeAsync();
            throw new ArchiverException(
                FailureCode.ServerUnreachable,
                $"cannot replicate from '{address.Host}' as '{address.Username}': {error.Message}",
                "give the role REPLICATION and pg_hba.conf a line for database replication.", error);
        }
    }

    /// <summary>Asks the server something outside of a stream.</summary>
    /// <exception cref="ArchiverException">ServerUnreachable: it refuses, or went away.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            return await question(cancellation);
        }
        catch (NpgsqlException error)
        {
            throw new ArchiverException(
                FailureCode.ServerUnreachable, $"'{address.Host}' does not let WAL be received: {error.Message}",
                "see the server's log (max_replication_slots, max_wal_senders), and start wal-receive again.", error);
        }
    }

    /// <summary>
    /// Opens the connection again after a stream broke. Without progress in between only a slot that is in use is worth
    /// another try: the server may not have noticed the old connection's end.
    /// </summary>
    /// <exception cref="ArchiverException">Why it is not to be gone on with.</exception>
    public async Task ReopenAsync(
        NpgsqlException broken, string slotName, bool hasProgress, CancellationToken cancellation)
    {
        var state = (broken as PostgresException)?.SqlState;
        if (state == PostgresErrorCodes.UndefinedFile)
            throw new ArchiverException(
                FailureCode.WalMissing,
                $"the server has no WAL for slot '{slotName}' any more: {broken.Message}",
                "drop the slot, start wal-receive again, and take a base backup: there is a gap.", broken);
        _tries = hasProgress ? 0 : _tries + 1;
        if (_tries > (state == PostgresErrorCodes.ObjectInUse ? MostTries : 1)) throw Ended(broken, slotName, state);
        if (_tries > 0) await Task.Delay(Pause, time, cancellation);
        await DisposeAsync();
        try
        {
            await OpenAsync(cancellation);
        }
        catch (ArchiverException)
        {
            throw Ended(broken, slotName, state);
        }
    }

    /// <summary>The bytes of a timeline's history file, as the server has it.</summary>
    public async Task<byte[]> HistoryAsync(TimelineId timeline, CancellationToken cancellation)
    {
        var row = await ReadSingleRow(Connection, $"TIMELINE_HISTORY {timeline}", cancellation);
        return row[1] as byte[] ?? Encoding.UTF8.GetBytes((string)row[1]);
    }

    /// <summary>
    /// What Npgsql's own TimelineHistory calls: that one takes the content for bytea, and servers since 15 send text.
    /// </summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ReadSingleRow")]
    private static extern Task<object[]> ReadSingleRow(
        ReplicationConnection connection, string command, CancellationToken cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
    }

    private static ArchiverException Ended(NpgsqlException broken, string slotName, string? state) =>
        state == PostgresErrorCodes.ObjectInUse
            ? new ArchiverException(
                FailureCode.ServerUnreachable, $"slot '{slotName}' is in use: {broken.Message}",
                "end the other wal-receive, or give this one a WALG_SLOTNAME of its own.", broken)
            : new ArchiverException(
                FailureCode.ServerUnreachable, $"the server ended the stream: {broken.Message}",
                "see the server's log, and start wal-receive again: it goes on where it stopped.", broken);
}
