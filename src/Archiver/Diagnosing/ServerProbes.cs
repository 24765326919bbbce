using System.Globalization;
using Postern.Archiver.Recovering;

namespace Postern.Archiver.Diagnosing;

/// <summary>What the running server says of archiving, collations and slots.</summary>
public sealed class ServerProbes(LocalSession session, ContainerProbes container)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        findings.AddRange(await ArchivingAsync(cancellation));
        findings.Add(await CollationsAsync(cancellation));
        findings.AddRange(await SlotsAsync(cancellation));
        findings.AddRange(await RecoveryAsync(cancellation));
        return findings;
    }

    /// <summary>
    /// Failures that came after the last success are what counts; exit codes above 125 are not counted by the server
    /// at all.
    /// </summary>
    public static Finding Archiver(long archived, long failed, string? lastArchived, string? lastFailed,
        bool failedLast, int oldestReadySeconds)
    {
        if (failedLast)
            return Finding.Failure(
                "pg_stat_archiver", $"the last try failed, with {lastFailed} ({failed} failures, {archived} archived)",
                "see the server's log for what archive_command said; the segment is kept and tried again.");
        if (oldestReadySeconds > 300)
            return Finding.Failure(
                "pg_stat_archiver", $"a segment waits for {oldestReadySeconds} s and no failure is counted: the "
                    + "command dies by a signal or with a code above 125",
                "see the server's log for 'archive command failed with exit code'; 127 means a program or /bin/sh "
                    + "is missing.");
        return Finding.Ok("pg_stat_archiver",
            $"{archived} archived, last {lastArchived ?? "none"}, {failed} failures in all");
    }

    private async Task<IEnumerable<Finding>> ArchivingAsync(CancellationToken cancellation)
    {
        var mode = await session.ScalarAsync("show archive_mode", cancellation) ?? "off";
        if (mode == "off")
            return [Finding.Warning("archive_mode", "off: nothing is archived, and no point in time can be "
                + "recovered", "set archive_mode = on and restart.")];
        var row = (await session.RowsAsync(
            """
            select a.archived_count::text, a.failed_count::text, a.last_archived_wal, a.last_failed_wal,
                   coalesce(a.last_failed_time > coalesce(a.last_archived_time, '-infinity'), false)::text,
                   coalesce((select extract(epoch from clock_timestamp() - min(s.modification))::int
                             from pg_ls_archive_statusdir() s where s.name like '%.ready'), 0)::text,
                   current_setting('archive_command')
            from pg_stat_archiver a
            """, cancellation))[0];
        return
        [
            container.Command("archive_command", row[6]!),
            Archiver(
                Number(row[0]), Number(row[1]), row[2], row[3], row[4] == "true", (int)Number(row[5])),
        ];
    }

    private async Task<Finding> CollationsAsync(CancellationToken cancellation)
    {
        var wrong = await session.RowsAsync(
            """
            select datname::text, datcollversion, pg_database_collation_actual_version(oid) from pg_database
            where datcollversion is distinct from pg_database_collation_actual_version(
                oid) and datcollversion is not null
            """, cancellation);
        if (wrong.Count == 0) return Finding.Ok("collations", "every database's version is the image's");
        var first = wrong[0];
        return Finding.Failure(
            "collations", $"{wrong.Count} databases were made with another version, '{first[0]}' with {first[1]} "
                + $"(now {first[2]}): indexes on text may be wrong",
            $"REINDEX DATABASE \"{first[0]}\", then ALTER DATABASE \"{first[0]}\" REFRESH COLLATION VERSION; or go "
                + "back to the old image.");
    }

    private async Task<IEnumerable<Finding>> SlotsAsync(CancellationToken cancellation)
    {
        var idle = await session.RowsAsync(
            """
            select slot_name::text, pg_size_pretty(pg_wal_lsn_diff(
                case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, restart_lsn))
            from pg_replication_slots where not active and restart_lsn is not null
            """, cancellation);
        return idle.Select(row => Finding.Warning(
            "replication slot", $"'{row[0]}' has no reader and keeps {row[1]} of WAL",
            $"start its standby, or: select pg_drop_replication_slot('{row[0]}')."));
    }

    private async Task<IEnumerable<Finding>> RecoveryAsync(CancellationToken cancellation)
    {
        var state = await session.ScalarAsync(
            "select case when pg_is_in_recovery() then pg_get_wal_replay_pause_state() else '' end", cancellation);
        return state == "paused"
            ? [Finding.Warning(
                "recovery",
                    "replay is paused: at a target, by hand, or because a parameter is lower than on the primary",
                "look for 'insufficient parameter settings' in the log: a restart raises them.")]
            : [];
    }

    private static long Number(string? text) => long.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
