using Npgsql;

namespace Postern.Archiver.Recovering;

/// <summary>A connection over a unix socket, with results as text. No pool: the servers here come and go.</summary>
public sealed class LocalSession : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private LocalSession(NpgsqlDataSource source, NpgsqlConnection connection) =>
        (_source, _connection) = (source, connection);

    public static async Task<LocalSession> OpenAsync(
        string sockets, string user, string database, CancellationToken cancellation, int commandTimeoutSeconds = 30)
    {
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = sockets,
            Port = 5432,
            Username = user,
            Database = database,
            Timeout = 5,
            CommandTimeout = commandTimeoutSeconds,
            Pooling = false,
            ApplicationName = "archiver",
        };
        var source = new NpgsqlSlimDataSourceBuilder(text.ConnectionString).Build();
        try
        {
            return new LocalSession(source, await source.OpenConnectionAsync(cancellation));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every row, every column as psql would print it, or null.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> RowsAsync(
        string sql, CancellationToken cancellation, int? timeoutSeconds = null)
    {
        // As text in PostgreSQL's own form, whatever the type: t and f, and no driver's opinion of a number.
        await using var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true };
        if (timeoutSeconds is { } seconds) command.CommandTimeout = seconds;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync(cancellation))
        {
            var row = new string?[reader.FieldCount];
            for (var column = 0; column < row.Length; column++)
                row[column] = await reader.IsDBNullAsync(column, cancellation) ? null : reader.GetString(column);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>The first column of the first row, or null.</summary>
    public async Task<string?> ScalarAsync(string sql, CancellationToken cancellation, int? timeoutSeconds = null)
    {
        var rows = await RowsAsync(sql, cancellation, timeoutSeconds);
        return rows.Count == 0 || rows[0].Count == 0 ? null : rows[0][0];
    }

    /// <summary>Runs a statement in the simple form, so that several are allowed.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellation, int? timeoutSeconds = null)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        if (timeoutSeconds is { } seconds) command.CommandTimeout = seconds;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
