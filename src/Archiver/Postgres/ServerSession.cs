using System.Globalization;
using Npgsql;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Postgres;

/// <summary>
/// One connection to the server, kept for as long as a backup runs: the server forgets a backup when its session ends.
/// Calls wait for each other, so that a keep-alive may run beside the work.
/// </summary>
public sealed class ServerSession : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly SemaphoreSlim _turn = new(1);

    private ServerSession(NpgsqlDataSource source, NpgsqlConnection connection) =>
        (_source, _connection) = (source, connection);

    /// <exception cref="ArchiverException">ServerUnreachable, SettingInvalid.</exception>
    public static async Task<ServerSession> OpenAsync(
        ArchiverSettings settings, CancellationToken cancellation, string? database = null)
    {
        var address = ServerAddress.From(settings, database);
        var builder = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        builder.EnableTransportSecurity();
        var source = builder.Build();
        try
        {
            return new ServerSession(source, await source.OpenConnectionAsync(cancellation));
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            await source.DisposeAsync();
            throw new ArchiverException(
                FailureCode.ServerUnreachable,
                $"cannot connect to PostgreSQL at '{address.Host}' port {address.Port} as '{address.Username}': "
                    + $"{error.Message}",
                "set PGHOST (a host or a socket folder), PGPORT and PGUSER, and see that the server runs.", error);
        }
    }

    /// <summary>Runs a query and gives its rows as text; null for NULL.</summary>
    /// <exception cref="ArchiverException">BackupAborted when the session is gone, ServerUnreachable for an error of
    /// the server.</exception>
    public async Task<IReadOnlyList<string?[]>> QueryAsync(
        string sql, CancellationToken cancellation, params string[] parameters)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand(sql, _connection);
            foreach (var parameter in parameters)
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<string?[]>();
            while (await reader.ReadAsync(cancellation))
            {
                var row = new string?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null
                    : reader.GetFieldValue<string>(i);
                rows.Add(row);
            }
            return rows;
        }
        catch (PostgresException error)
        {
            throw new ArchiverException(
                FailureCode.ServerUnreachable, $"the server refused '{Shorten(sql)}': {error.MessageText}",
                "see the server's log; the role needs pg_read_all_settings and EXECUTE on pg_backup_start and "
                    + "pg_backup_stop.",
                error);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or ObjectDisposedException)
        {
            throw new ArchiverException(
                FailureCode.BackupAborted, $"the connection to the server was lost: {error.Message}",
                "see the server's log, and run the command again.", error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What the server says about itself now. Every column is cast to text: the slim driver then needs no
    /// types.</summary>
    public async Task<ServerState> StateAsync(CancellationToken cancellation)
    {
        var row = (await QueryAsync(
            """
            select current_setting('server_version_num'), pg_is_in_recovery()::text, s.system_identifier::text,
                   c.checkpoint_lsn::text, c.redo_lsn::text, c.timeline_id::text,
                   extract(epoch from s.pg_control_last_modified)::bigint::text,
                   has_function_privilege('pg_stat_file(text,boolean)', 'execute')::text,
                   pg_has_role('pg_read_all_settings', 'usage')::text
            from pg_control_system() s, pg_control_checkpoint() c
            """, cancellation))[0];
        var changed = row[7] == "true"
            ? (await QueryAsync(
                "select extract(epoch from change)::bigint::text from pg_stat_file('PG_VERSION', true)",
                cancellation))[0][0]
            : null;
        var directory = row[8] == "true"
            ? (await QueryAsync("select current_setting('data_directory')", cancellation))[0][0]
            : null;
        return new ServerState(
            int.Parse(row[0]!, CultureInfo.InvariantCulture), directory, row[1] == "true",
            // The server shows the identifier as a signed number.
            new SystemIdentifier(unchecked((ulong)long.Parse(row[2]!, CultureInfo.InvariantCulture))),
            Lsn.Parse(row[3]!), Lsn.Parse(row[4]!),
            new TimelineId(uint.Parse(row[5]!, CultureInfo.InvariantCulture)),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(row[6]!, CultureInfo.InvariantCulture)),
            changed is null ? null : long.Parse(changed, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
        _turn.Dispose();
    }

    private static string Shorten(string sql)
    {
        var line = string.Join(' ', sql.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 60 ? line : line[..60] + "...";
    }
}
