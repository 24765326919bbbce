using System.Globalization;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Postgres;

/// <summary>A real PostgreSQL, reached by libpq's variables.</summary>
public sealed class BackupServer : IBackupServer
{
    private readonly ServerSession _session;
    private readonly ArchiverSettings _settings;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pingInterval;

    private BackupServer(ServerSession session, ArchiverSettings settings, TimeSpan pingInterval, TimeProvider time) =>
        (_session, _settings, _pingInterval, _time) = (session, settings, pingInterval, time);

    public static async Task<BackupServer> OpenAsync(
        ArchiverSettings settings, TimeSpan pingInterval, TimeProvider time, CancellationToken cancellation) =>
        new(await ServerSession.OpenAsync(settings, cancellation), settings, pingInterval, time);

    public Task<(ControlFile Control, ServerState Server)> ProveAsync(
        string directory, CancellationToken cancellation) =>
        DirectoryProof.ProveAsync(_session, directory, _time, cancellation);

    public async Task<IRunningBackup> StartAsync(string label, int major, CancellationToken cancellation) =>
        await BackupSession.StartAsync(_session, major, label, _pingInterval, _time, cancellation);

    public Task<ChangedBlocks?> ChangedBlocksAsync(
        TimelineId timeline, Lsn from, Lsn to, CancellationToken cancellation) =>
        new WalSummaries(_session, _time).ChangedBlocksAsync(timeline, from, to, cancellation);

    public async Task<IReadOnlyList<DatabaseTables>> DatabasesAsync(Action<string> warn, CancellationToken cancellation)
    {
        var names = await _session.QueryAsync(
            "select datname, oid::text from pg_database where datallowconn order by datname", cancellation);
        var databases = new List<DatabaseTables>();
        foreach (var row in names)
        {
            try
            {
                var oid = uint.Parse(row[1]!, CultureInfo.InvariantCulture);
                databases.Add(new DatabaseTables(row[0]!, oid, await TablesAsync(row[0]!, cancellation)));
            }
            catch (ArchiverException error)
            {
                warn($"database '{row[0]}' is left out of the names for partial restores: {error.Message}");
            }
        }
        return databases;
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private async Task<IReadOnlyList<TableFile>> TablesAsync(string database, CancellationToken cancellation)
    {
        await using var session = await ServerSession.OpenAsync(_settings, cancellation, database);
        // Mapped catalogues have file number 0 in pg_class; pg_relation_filenode knows theirs.
        var rows = await session.QueryAsync(
            """
            with recursive tree as (
                select inhrelid as child, inhparent as root from pg_inherits
                where inhparent not in (select inhrelid from pg_inherits)
                union all
                select i.inhrelid, t.root from pg_inherits i join tree t on i.inhparent = t.child)
            select n.nspname, c.relname, c.oid::text, coalesce(pg_relation_filenode(c.oid), 0)::text, t.root::text
            from pg_class c join pg_namespace n on n.oid = c.relnamespace left join tree t on t.child = c.oid
            where c.relkind in ('r', 'i', 'S', 't', 'm', 'p', 'I') and c.relpersistence <> 't'
            """, cancellation);
        return [.. rows.Select(row => new TableFile(
            row[0]!, row[1]!, Number(row[2]!), Number(row[3]!), row[4] is { } parent ? Number(parent) : null))];
    }

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
