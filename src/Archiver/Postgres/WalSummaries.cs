using System.Globalization;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Postgres;

/// <summary>
/// PostgreSQL's WAL summaries (17+), which make a delta cost what changed instead of what exists. They are used only
/// when they cover the range without a gap; a hole (summarize_wal switched off for a while, pg_resetwal) means a scan.
/// </summary>
public sealed class WalSummaries(ServerSession session, TimeProvider time)
{
    private const int Polls = 60;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Null when summaries do not exist, are off, or do not cover the range in time.</summary>
    public async Task<ChangedBlocks?> ChangedBlocksAsync(
        TimelineId timeline, Lsn from, Lsn to, CancellationToken cancellation)
    {
        var enabled = await session.QueryAsync("select current_setting('summarize_wal', true)", cancellation);
        if (enabled[0][0] != "on") return null;
        for (var poll = 0; poll < Polls; poll++)
        {
            var available = await AvailableAsync(timeline, cancellation);
            if (Chain(available, from, to) is { } chain) return await ReadAsync(timeline, chain, cancellation);
            // The summarizer works behind the checkpoint, so the end may still come; a hole at the beginning is for
            // ever.
            if (available.Any(one => one.Start > from) && !available.Any(one => one.Start <= from && one.End > from))
                return null;
            await Task.Delay(PollInterval, time, cancellation);
        }
        return null;
    }

    /// <summary>The ranges that lead from one position to the other without a gap; null when they do not.</summary>
    internal static IReadOnlyList<(Lsn Start, Lsn End)>? Chain(
        IEnumerable<(Lsn Start, Lsn End)> available, Lsn from, Lsn to)
    {
        var chain = new List<(Lsn Start, Lsn End)>();
        var reached = from;
        foreach (var one in available.OrderBy(one => one.Start).ThenBy(one => one.End))
        {
            if (reached >= to) break;
            if (one.End <= reached) continue;
            if (one.Start > reached) return null;
            chain.Add(one);
            reached = one.End;
        }
        return reached >= to ? chain : null;
    }

    private async Task<List<(Lsn Start, Lsn End)>> AvailableAsync(TimelineId timeline, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync(
            "select start_lsn::text, end_lsn::text from pg_available_wal_summaries() where tli::text = $1",
            cancellation, timeline.ToString());
        return [.. rows.Select(row => (Lsn.Parse(row[0]!), Lsn.Parse(row[1]!)))];
    }

    private async Task<ChangedBlocks> ReadAsync(
        TimelineId timeline, IReadOnlyList<(Lsn Start, Lsn End)> chain, CancellationToken cancellation)
    {
        var changed = new ChangedBlocks();
        foreach (var (start, end) in chain)
        {
            var rows = await session.QueryAsync(
                """
                select reltablespace::text, reldatabase::text, relfilenode::text,
                       (min(relblocknumber) filter (where is_limit_block))::text,
                       string_agg(relblocknumber::text, ',') filter (where not is_limit_block)
                from pg_wal_summary_contents($1::bigint, $2::pg_lsn, $3::pg_lsn)
                where relforknumber = 0
                group by reltablespace, reldatabase, relfilenode
                """, cancellation, timeline.ToString(), start.ToString(), end.ToString());
            foreach (var row in rows)
            {
                changed.Add(
                    Number(row[0]!), Number(row[1]!), Number(row[2]!),
                    row[3] is { } limit ? Number(limit) : null,
                    row[4]?.Split(',').Select(Number) ?? []);
            }
        }
        return changed;
    }

    // InvalidBlockNumber comes as 4294967295, which still fits.
    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
