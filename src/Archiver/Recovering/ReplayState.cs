using System.Globalization;
using Npgsql;

namespace Postern.Archiver.Recovering;

/// <summary>What a server in recovery answers about itself. LSN as text, times as the server's clock.</summary>
public sealed record ReplayState(bool InRecovery, string? Lsn, DateTimeOffset? LastCommit, bool Paused)
{
    private const string Sql = """
        select pg_is_in_recovery()::text,
               case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end::text,
               extract(epoch from pg_last_xact_replay_timestamp())::text,
               case when pg_is_in_recovery() then pg_get_wal_replay_pause_state() else '' end
        """;

    /// <summary>Null while the server lets nobody in yet.</summary>
    public static async Task<ReplayState?> TryReadAsync(string sockets, string user, CancellationToken cancellation)
    {
        try
        {
            await using var session = await LocalSession.OpenAsync(sockets, user, "template1", cancellation);
            var row = (await session.RowsAsync(Sql, cancellation))[0];
            return new ReplayState(row[0] == "true", row[1], Time(row[2]), row[3] == "paused");
        }
        catch (NpgsqlException error) when (error is not PostgresException { SqlState: not "57P03" })
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(string? epochSeconds) => epochSeconds is null
        ? null
        : DateTimeOffset.UnixEpoch.AddTicks(
            (long)(decimal.Parse(epochSeconds, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
}
