using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Postgres;

/// <summary>Where a server stands in its WAL.</summary>
public static class ServerPosition
{
    /// <summary>
    /// The timeline and the position up to which it has WAL: written on a primary, received or else replayed on a
    /// standby. The timeline comes from the name of the segment in use where there is one, for the control file's may
    /// still be the old one after a promotion.
    /// </summary>
    public static async Task<(TimelineId Timeline, Lsn Position)> ReadAsync(
        ServerSession server, CancellationToken cancellation)
    {
        var row = (await server.QueryAsync(
            """
            select case when pg_is_in_recovery()
                        then coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
                        else pg_current_wal_lsn() end::text,
                   case when pg_is_in_recovery() then null else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end,
                   (select min_recovery_end_timeline::text from pg_control_recovery()),
                   (select timeline_id::text from pg_control_checkpoint())
            """, cancellation))[0];
        var position = Lsn.Parse(row[0]!);
        if (row[1] is { } digits && TimelineId.TryParseHex(digits, out var timeline)) return (timeline, position);
        return uint.TryParse(row[2], out var recovering) && recovering > 0
            ? (new TimelineId(recovering), position)
            : (new TimelineId(uint.Parse(row[3]!, System.Globalization.CultureInfo.InvariantCulture)), position);
    }
}
