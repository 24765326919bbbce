using System.Globalization;
using Npgsql;
using Postern.Archiver.Booting;
using Postern.Archiver.Recovering;

namespace Postern.Archiver.Drilling;

/// <summary>
/// What is looked at in the restored server: every row of every table in every database is read, pg_amcheck looks at
/// heaps and indexes where it is there, and the plan's assertions are asked. A check that fails is a result, never an
/// exception.
/// </summary>
public sealed class DrillChecks(string sockets, string user, TimeProvider time)
{
    private const int NoTimeout = 0;

    public async Task<CheckResult> EveryTableAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        long tables = 0, rows = 0;
        var databases = new List<string>();
        var broken = new List<string>();
        try
        {
            await using var session = await LocalSession.OpenAsync(sockets, user, "template1", cancellation);
            foreach (var row in await session.RowsAsync(
                "select datname::text from pg_database where datallowconn order by 1", cancellation))
                databases.Add(row[0]!);
            foreach (var database in databases)
            {
                await using var own = await LocalSession.OpenAsync(sockets, user, database, cancellation, NoTimeout);
                foreach (var table in await own.RowsAsync(Tables, cancellation))
                {
                    tables++;
                    try
                    {
                        // A row as text reads its toasted values, too; counting alone would not.
                        var count = await own.ScalarAsync(
                            $"select count(\"postern row\"::text)::text from only {table[0]} as \"postern row\"",
                                cancellation);
                        rows += long.Parse(count!, CultureInfo.InvariantCulture);
                    }
                    catch (PostgresException error)
                    {
                        broken.Add($"{database}: {table[0]}: {error.MessageText}");
                    }
                }
            }
        }
        catch (NpgsqlException error)
        {
            broken.Add(error.Message);
        }
        var detail = broken.Count > 0
            ? string.Join("; ", broken.Take(5))
            : string.Create(CultureInfo.InvariantCulture,
                $"{rows} rows in {tables} tables of {databases.Count} databases");
        return new CheckResult("every table can be read", broken.Count == 0, time.GetElapsedTime(started), detail);
    }

    /// <summary>Null when the image has no pg_amcheck.</summary>
    public CheckResult? Amcheck()
    {
        var started = time.GetTimestamp();
        try
        {
            var answer = ServerBinary.Run(
                "pg_amcheck",
                ["--host", sockets, "--username", user, "--all", "--install-missing", "--heapallindexed",
                    "--no-password"]);
            var text = (answer.Output + answer.Error).Trim();
            return new CheckResult(
                "pg_amcheck", answer.ExitCode == 0, time.GetElapsedTime(started), text.Length == 0 ? "clean" : text);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public async Task<CheckResult> AssertAsync(DrillCheck check, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            await using var session = await LocalSession.OpenAsync(sockets, user, check.Database, cancellation,
                NoTimeout);
            var found = await session.ScalarAsync(check.Sql, cancellation);
            var text = found ?? "NULL";
            var ok = text == check.Expect
                || (text is "t" or "f" && check.Expect is "true" or "false" && text[0] == check.Expect[0]);
            return new CheckResult(
                check.Name, ok, time.GetElapsedTime(started), ok ? text : $"is '{text}', expected '{check.Expect}'");
        }
        catch (NpgsqlException error)
        {
            return new CheckResult(check.Name, false, time.GetElapsedTime(started), error.Message);
        }
    }

    /// <summary>
    /// The files of a server that was stopped: every page's checksum. Null without checksums or without the program.
    /// </summary>
    public static CheckResult? Checksums(string data, TimeProvider time)
    {
        if (!Preflight.ReadControl(data).HasDataChecksums) return null;
        var started = time.GetTimestamp();
        try
        {
            var answer = ServerBinary.Run("pg_checksums", ["--check", "--pgdata", data]);
            var text = (answer.Output + answer.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var detail = text.FirstOrDefault(line => line.Contains("Bad checksums", StringComparison.Ordinal))
                ?? text.LastOrDefault() ?? "";
            return new CheckResult("page checksums", answer.ExitCode == 0, time.GetElapsedTime(started), detail.Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private const string Tables = """
        select format('%I.%I', n.nspname, c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'm') and c.relpersistence <> 't' and (c.relkind <> 'm' or c.relispopulated)
        order by 1
        """;
}
