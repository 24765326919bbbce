using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Postern.Tests.EndToEnd.DataPath;

/// <summary>
/// Writers that note outside the database what was committed: a number is acknowledged when its commit returned, and
/// unknown when the connection broke in between. Everything acknowledged must be in a restored database, and nothing
/// that was never tried.
/// </summary>
public sealed class CommitLog
{
    private const string Table = "commit_log";
    private readonly Lock _gate = new();
    private readonly SortedSet<int> _acknowledged = [];
    private readonly SortedSet<int> _unknown = [];
    private int _next;

    public int Count
    {
        get { lock (_gate) return _acknowledged.Count; }
    }

    public static Task<string> CreateAsync(PostgresServer server, string tablespace = "") =>
        server.SqlAsync($"create table {Table} (id int primary key, filler text) {tablespace}");

    /// <summary>Writes one row per transaction until stopped or until the server goes away.</summary>
    public async Task WriteAsync(PostgresServer server, CancellationToken stop)
    {
        try
        {
            await using var connection = await server.ConnectAsync();
            while (!stop.IsCancellationRequested)
            {
                var id = Interlocked.Increment(ref _next);
                lock (_gate) _unknown.Add(id);
                await using var command = new NpgsqlCommand(
                    $"insert into {Table} values ({id.ToString(CultureInfo.InvariantCulture)}, repeat('x', 100))",
                        connection);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
                lock (_gate)
                {
                    _unknown.Remove(id);
                    _acknowledged.Add(id);
                }
            }
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            // The server was killed; what was under way is unknown.
        }
    }

    /// <summary>
    /// A statement whose value is "t" when the database has exactly the acknowledged rows and, at most, unknown ones.
    /// </summary>
    public string Assertion()
    {
        lock (_gate)
        {
            var unknown = _unknown.Count == 0 ? "-1" : string.Join(',', _unknown);
            return "select coalesce(encode(sha256(string_agg(id::text, ',' order by id)::bytea), 'hex'), '') = "
                + $"'{Digest()}' from {Table} where id not in ({unknown})";
        }
    }

    /// <summary>Whether a running server has them.</summary>
    public async Task<bool> HoldsAsync(PostgresServer server) => await server.SqlAsync(Assertion()) == "t";

    private string Digest() => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', _acknowledged))));
}
