using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Servers;

/// <summary>
/// PostgreSQL of the host (Debian's), run as the user postgres in a folder of the test's own, with the archiver of this
/// build as its archive_command and restore_command. Started and stopped with pg_ctl; no port is opened.
/// </summary>
internal sealed class HostPostgres : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _clusters = [];

    private HostPostgres()
    {
    }

    public string Archive => _folder.At("archive");

    /// <summary>Skips the test where PostgreSQL 15 or the right to become its user is missing.</summary>
    public static async Task<HostPostgres> CreateAsync()
    {
        if (!File.Exists($"{Binaries}/postgres")) Assert.Skip("PostgreSQL 15 is not installed on this host");
        if (!System.Environment.IsPrivilegedProcess) Assert.Skip("only root can run a server as postgres");
        var host = new HostPostgres();
        Directory.CreateDirectory(host.Archive);
        await host.OwnAsync();
        return host;
    }

    public static string Archiver => Path.Combine(AppContext.BaseDirectory, "archiver");

    public string Socket(string cluster) => _folder.At(cluster);

    public string Data(string cluster) => _folder.At(cluster, "data");

    public string Log(string cluster) =>
        File.Exists(_folder.At(cluster, "log")) ? File.ReadAllText(_folder.At(cluster, "log")) : "";

    public Task OwnAsync() => RunAsync("chown", "-R", "postgres:postgres", _folder.Path);

    public async Task InitializeAsync(string cluster, params string[] settings)
    {
        Directory.CreateDirectory(_folder.At(cluster));
        await OwnAsync();
        await AsPostgresAsync(
            $"{Binaries}/initdb", "-D", Data(cluster), "-A", "trust", "--wal-segsize=1", "--no-sync", "--no-locale",
            "-E", "UTF8");
        await ConfigureAsync(cluster, settings);
    }

    /// <summary>A cold copy of a stopped cluster, with settings of its own on top.</summary>
    public async Task CopyAsync(string source, string target, params string[] settings)
    {
        Directory.CreateDirectory(_folder.At(target));
        await RunAsync("cp", "-a", Data(source), Data(target));
        await OwnAsync();
        await ConfigureAsync(target, settings);
    }

    public Task ConfigureAsync(string cluster, params string[] settings) => File.AppendAllTextAsync(
        Path.Combine(Data(cluster), "postgresql.conf"),
        $"\nlisten_addresses = ''\nunix_socket_directories = '{_folder.At(cluster)}'\nfsync = off\nautovacuum = off\n"
        + string.Join('\n', settings) + "\n");

    /// <summary>What a verb of the archiver is given to reach a cluster and the archive.</summary>
    public string[] Environment(string cluster) =>
    [
        $"WALG_FILE_PREFIX={Archive}", $"PGHOST={Socket(cluster)}", "PGUSER=postgres", $"PGDATA={Data(cluster)}",
    ];

    /// <summary>A verb, as the user postgres, against a cluster and the archive; its output when it succeeds.</summary>
    public async Task<string> ArchiverAsync(string cluster, params string[] arguments) => (await AsPostgresAsync(
        "env", [.. Environment(cluster), Archiver, .. arguments])).Output.Trim();

    /// <summary>The command as PostgreSQL's settings hold it, with the environment in front.</summary>
    public string Command(string arguments, params string[] environment) =>
        $"WALG_FILE_PREFIX={Archive} {string.Join(' ', environment)} {Archiver} {arguments}";

    public async Task StartAsync(string cluster)
    {
        _clusters.Add(cluster);
        await AsPostgresAsync(
            $"{Binaries}/pg_ctl", "-D", Data(cluster), "-l", _folder.At(cluster, "log"), "-W", "start");
    }

    public Task StopAsync(string cluster, string mode = "fast") =>
        AsPostgresAsync($"{Binaries}/pg_ctl", "-D", Data(cluster), "-m", mode, "-w", "stop");

    public async Task<bool> IsRunningAsync(string cluster) =>
        (await TryAsPostgresAsync($"{Binaries}/pg_ctl", "-D", Data(cluster), "status")).ExitCode == 0;

    /// <summary>A program of PostgreSQL's or the archiver, as the user postgres, with variables of the
    /// environment.</summary>
    public Task<CommandResult> RunAsPostgresAsync(string program, params string[] arguments) => TryAsPostgresAsync(
        "env",
        [$"WALG_FILE_PREFIX={Archive}", program == "archiver" ? Archiver : $"{Binaries}/{program}", .. arguments]);

    public async Task<string> QueryAsync(string cluster, string sql) => (await AsPostgresAsync(
        $"{Binaries}/psql", "-h", _folder.At(cluster), "-d", "postgres", "-AtXc", sql)).Output.Trim();

    /// <summary>Waits until the query answers so.</summary>
    public Task WaitAsync(string cluster, string sql, string answer) => WaitAsync(
        cluster, $"'{sql}' = '{answer}'", async () => await TryQueryAsync(cluster, sql) == answer);

    /// <summary>The answer, or null when the server gives none.</summary>
    public async Task<string?> TryQueryAsync(string cluster, string sql)
    {
        var result = await TryAsPostgresAsync(
            $"{Binaries}/psql", "-h", _folder.At(cluster), "-d", "postgres", "-AtXc", sql);
        return result.ExitCode == 0 ? result.Output.Trim() : null;
    }

    /// <summary>Waits until the log has the text and the server has stopped.</summary>
    public Task WaitStoppedAsync(string cluster, string after) => WaitAsync(
        cluster, $"the server has stopped after '{after}'",
        async () => Log(cluster).Contains(after, StringComparison.Ordinal) && !await IsRunningAsync(cluster));

    public async Task WaitAsync(string cluster, string what, Func<Task<bool>> isSo)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await isSo()) return;
            await Task.Delay(200);
        }
        Assert.Fail($"not so after two minutes: {what}\n{Log(cluster)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters.Distinct())
        {
            if (await IsRunningAsync(cluster)) await StopAsync(cluster, "immediate");
        }
        _folder.Dispose();
    }

    private static async Task<CommandResult> AsPostgresAsync(string program, params string[] arguments) =>
        (await TryAsPostgresAsync(program, arguments)).Succeeded(program);

    private static Task<CommandResult> TryAsPostgresAsync(string program, params string[] arguments) =>
        // A server started by pg_ctl would keep the pipes open.
        CommandRunner.RunAsync("runuser", ["-u", "postgres", "--", "sh", "-c", "cd / && exec \"$0\" \"$@\"", program,
            .. arguments]);

    private static async Task RunAsync(string program, params string[] arguments) =>
        (await CommandRunner.RunAsync(program, arguments)).Succeeded(program);
}
