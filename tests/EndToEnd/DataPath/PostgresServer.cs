using System.Text.Json;
using Npgsql;
using Postern.Tests.TestKit.Docker;

namespace Postern.Tests.EndToEnd.DataPath;

/// <summary>
/// A server as the program declares it: data, settings and socket volume, a settings one-shot, and a container with
/// uploaded secrets. All of it is removed when disposed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly List<string> _containers = [];
    private readonly List<string> _volumes = [];
    private readonly TestArchive _archive;
    private readonly ServerOptions _options;
    private int _port;

    private PostgresServer(TestArchive archive, ServerOptions options, string image)
    {
        (_archive, _options, Image) = (archive, options, image);
        Name = DockerCli.UniqueName("postern-db");
        DataVolume = options.DataVolume ?? Volume("data");
        ConfVolume = Volume("conf");
        RunVolume = Volume("run");
    }

    public string Name { get; }

    public string Image { get; }

    public string DataVolume { get; }

    public string ConfVolume { get; }

    public string RunVolume { get; }

    /// <summary>Creates and starts the container; whether it boots is the test's to see.</summary>
    public static async Task<PostgresServer> StartAsync(TestArchive archive, ServerOptions? options = null)
    {
        var image = await TestImages.PostgresAsync((options ?? new()).Major);
        var server = new PostgresServer(archive, options ?? new(), image);
        try
        {
            await server.WriteSettingsAsync();
            await server.CreateAsync();
            await DockerCli.RunAsync("start", server.Name);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>As <see cref="StartAsync"/>, and waits until it answers.</summary>
    public static async Task<PostgresServer> StartReadyAsync(TestArchive archive, ServerOptions? options = null)
    {
        var server = await StartAsync(archive, options);
        try
        {
            await server.WaitReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task WaitReadyAsync(int seconds = 90)
    {
        for (var attempt = 0; attempt < seconds * 4; attempt++)
        {
            if (await IsReadyAsync()) return;
            var state = await DockerCli.RunAsync("inspect", "--format", "{{.State.Status}}", Name);
            if (state == "exited") break;
            await Task.Delay(250);
        }
        throw new InvalidOperationException($"the server did not become ready:\n{await DockerCli.LogsAsync(Name)}");
    }

    /// <summary>Waits for the end of a container that refuses to run; its exit code and log.</summary>
    public async Task<(int Code, string Log)> WaitExitAsync()
    {
        var code = await DockerCli.RunAsync("wait", Name);
        return (int.Parse(code, System.Globalization.CultureInfo.InvariantCulture), await DockerCli.LogsAsync(Name));
    }

    /// <param name="database">The database.</param>
    /// <param name="password">Null: the one that the container was given.</param>
    public async Task<NpgsqlConnection> ConnectAsync(string database = "postgres", string? password = null)
    {
        password ??= _options.Password;
        _port = await DockerCli.PublishedPortAsync(Name, 5432);
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={_port};Username=postgres;Password='{password.Replace("'", "''")}';"
                + $"Database={database};Pooling=false;Timeout=15");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The first value of a statement, as psql prints it, over the socket inside.</summary>
    public Task<string> SqlAsync(string sql) => ExecAsync("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql);

    /// <summary>Runs a program inside as uid 999.</summary>
    public Task<string> ExecAsync(params string[] command) =>
        DockerCli.RunAsync(["exec", "--user", "999:999", Name, .. command]);

    /// <summary>Ends the segment in progress, and gives the name of the one that was ended.</summary>
    public async Task<string> SwitchWalAsync()
    {
        await SqlAsync("select pg_logical_emit_message(true, 'postern', 'x')");
        // The end position of a full segment lies in the next one: the byte before it counts.
        return await SqlAsync("select pg_walfile_name(pg_switch_wal() - 1)");
    }

    /// <summary>Takes a base backup in a container beside the server, as the agent does; its name.</summary>
    public async Task<string> BackUpAsync()
    {
        var log = await RunBesideAsync(["backup-push", $"/var/lib/postgresql/{_options.Major}/data"]);
        if (log.ExitCode != 0) throw new InvalidOperationException(log.Text);
        return log.Text;
    }

    /// <summary>
    /// A verb in a container with the server's volumes and secrets, as root, through the entry that the agent uses.
    /// </summary>
    public async Task<CommandResult> RunBesideAsync(string[] verb)
    {
        var result = await DockerCli.TryRunAsync(
            ["exec", "--user", "999:999", "-e", $"PGDATA=/var/lib/postgresql/{_options.Major}/data", "-e",
                "PGUSER=postgres",
                Name, "archiver", .. verb]);
        return result;
    }

    /// <summary>A one-shot like settle or drill: removed afterwards; its whole log.</summary>
    public async Task<CommandResult> RunOneShotAsync(string[] flags, string[] command)
    {
        var name = DockerCli.UniqueName("postern-shot");
        _containers.Add(name);
        return await DockerCli.TryRunAsync(
            ["run", "--name", name, "--label", DockerCli.TestLabel, .. flags, "--entrypoint", "/usr/bin/tini", Image,
                "--", .. command]);
    }

    /// <summary>Replaces a file of the settings volume, as a settings one-shot does.</summary>
    public async Task WriteSettingAsync(string file, string content) => await WriteAsync(new() { [file] = content });

    /// <summary>The rendered postgresql.conf, with more lines at its end.</summary>
    public static string Configuration(string more) => $"""
        listen_addresses = '*'
        unix_socket_directories = '/var/run/postgresql'
        shared_buffers = 64MB
        wal_level = replica
        archive_timeout = 60
        max_wal_size = 512MB
        {more}

        """;

    public async ValueTask DisposeAsync()
    {
        foreach (var container in _containers) await DockerCli.RemoveContainerAsync(container);
        foreach (var volume in _volumes) await DockerCli.TryRunAsync("volume", "rm", "--force", volume);
    }

    private string Volume(string kind)
    {
        var name = DockerCli.UniqueName($"postern-{kind}");
        _volumes.Add(name);
        return name;
    }

    private async Task WriteSettingsAsync()
    {
        foreach (var volume in _volumes) await DockerCli.RunAsync("volume", "create", "--label", DockerCli.TestLabel,
            volume);
        var plan = JsonSerializer.Serialize(new
        {
            version = 1, scenario = _options.Scenario, major = _options.Major, provision = _options.Provision,
            signal = _options.Signal, user = "postgres", initdbArgs = new[] { "--data-checksums" },
            parameters = new[]
            {
                new[] { "archive_mode", "on" }, ["archive_command", "archiver wal-push \"%p\""],
                ["restore_command", "archiver wal-fetch \"%f\" \"%p\""],
            },
        });
        await WriteAsync(new()
        {
            ["postgresql.conf"] = Configuration(_options.Configuration),
            ["pg_hba.conf"] = "local all all peer\nhost all all all scram-sha-256\n",
            ["pg_ident.conf"] = "",
            ["boot.json"] = plan,
        });
    }

    private async Task WriteAsync(Dictionary<string, string> files)
    {
        var writer = DockerCli.UniqueName("postern-settings");
        await DockerCli.RunAsync(
            "create", "--name", writer, "--label", DockerCli.TestLabel, "--network", "none",
            "--volume", $"{ConfVolume}:/conf", "--entrypoint", "/bin/true", Image);
        try
        {
            foreach (var (file, content) in files) await DockerCli.UploadAsync(writer, $"/conf/{file}", content,
                "0644");
        }
        finally
        {
            await DockerCli.RemoveContainerAsync(writer);
        }
    }

    private async Task CreateAsync()
    {
        _containers.Add(Name);
        await DockerCli.RunAsync(
            "create", "--name", Name, "--label", DockerCli.TestLabel, "--network", _archive.Fixture.Network.Name,
            "--publish", "127.0.0.1::5432", "--stop-timeout", "120", "--shm-size", "128m",
            "--volume", $"{DataVolume}:/var/lib/postgresql", "--volume", $"{ConfVolume}:/conf:ro",
            "--volume", $"{RunVolume}:/var/run/postgresql",
            "--tmpfs", "/run/secrets.d:rw,noexec,nosuid,size=1m,mode=0700", Image);
        await DockerCli.UploadAsync(Name, "/etc/postern/archiver.json", _archive.Settings(endpoint: _options.Endpoint));
        await DockerCli.UploadAsync(Name, "/etc/postern/password", _options.Password);
    }

    private async Task<bool> IsReadyAsync() =>
        (await DockerCli.TryRunAsync("exec", Name, "pg_isready", "-q", "-h", "/var/run/postgresql")).ExitCode == 0;
}
