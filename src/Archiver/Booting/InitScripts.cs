using System.Diagnostics;
using Postern.Archiver.Failures;
using Postern.Archiver.Recovering;

namespace Postern.Archiver.Booting;

/// <summary>
/// The official image's first start: POSTGRES_DB is created, and what lies in /docker-entrypoint-initdb.d is run in
/// the order of its names: *.sh (executed, or sourced when not executable), *.sql, *.sql.gz, *.sql.xz, *.sql.zst.
/// </summary>
public sealed class InitScripts(ContainerPaths paths, BootPlan plan, Action<string> line, TimeProvider time)
{
    public bool AreNeeded => plan.Database != "postgres"
        || (Directory.Exists(paths.InitScripts) && Directory.EnumerateFiles(paths.InitScripts).Any());

    /// <summary>Runs them against a server of their own, reachable through a private socket only.</summary>
    /// <exception cref="ArchiverException">BootRefused: a script failed.</exception>
    public async Task RunAsync(string data, CancellationToken cancellation)
    {
        var log = new ServerLog(text => line($"server: {text}"));
        await using var server = ChildServer.Start(
            data, configFile: null, [new ServerParameter("archive_mode", "off"), new ServerParameter("wal_level",
                "replica")],
            log, time);
        while (await ReplayState.TryReadAsync(server.Sockets, plan.User, cancellation) is null)
        {
            if (server.HasExited) throw BootRefusal.Because(
                $"the server for the first start stopped: {log.LastWord}", "see its log above.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation);
        }
        if (plan.Database != "postgres")
        {
            line($"creating database {plan.Database}");
            await using var session = await LocalSession.OpenAsync(server.Sockets, plan.User, "postgres", cancellation);
            await session.ExecuteAsync(
                $"create database \"{plan.Database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellation);
        }
        if (!Directory.Exists(paths.InitScripts)) return;
        foreach (var file in Directory.EnumerateFiles(paths.InitScripts).Order(StringComparer.Ordinal))
            Run(file, server.Sockets);
    }

    private void Run(string file, string sockets)
    {
        const string psql = "psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc";
        var command = Path.GetFileName(file) switch
        {
            var name when name.EndsWith(".sh", StringComparison.Ordinal) =>
                (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0 ? "\"$0\"" : ". \"$0\"",
            var name when name.EndsWith(".sql", StringComparison.Ordinal) => $"{psql} -f \"$0\"",
            var name when name.EndsWith(".sql.gz", StringComparison.Ordinal) => $"gunzip -c \"$0\" | {psql}",
            var name when name.EndsWith(".sql.xz", StringComparison.Ordinal) => $"xzcat \"$0\" | {psql}",
            var name when name.EndsWith(".sql.zst", StringComparison.Ordinal) => $"zstd -dc \"$0\" | {psql}",
            _ => null,
        };
        if (command is null)
        {
            line($"ignoring {file}");
            return;
        }
        line($"running {file}");
        var start = new ProcessStartInfo("/bin/sh");
        foreach (var argument in new[] { "-e", "-c", command, file }) start.ArgumentList.Add(argument);
        start.Environment["PGHOST"] = sockets;
        start.Environment["PGUSER"] = plan.User;
        start.Environment["PGDATABASE"] = plan.Database;
        start.Environment["POSTGRES_USER"] = plan.User;
        start.Environment["POSTGRES_DB"] = plan.Database;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw BootRefusal.Because(
            $"'{file}' failed with exit code {process.ExitCode}", "mend the script; the first start begins anew.");
    }
}
