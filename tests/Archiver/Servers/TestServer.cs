using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;
using Postern.Archiver.Settings;
using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Servers;

/// <summary>
/// A real PostgreSQL in a container of its own, over a folder of the host that has the same path inside; its socket
/// lies there too, so that the host connects to it. No ports.
/// </summary>
internal sealed class TestServer : IAsyncDisposable
{
    private const int Attempts = 300;
    private readonly string _container;
    private readonly string _socketFolder;

    private TestServer(string container, string socketFolder) =>
        (_container, _socketFolder) = (container, socketFolder);

    /// <summary>The image of a major version; skips the test where it is not there.</summary>
    public static async Task<string> ImageAsync(int major)
    {
        var image = $"postern/postgres-debian:{major}";
        if (!await DockerCli.AnswersAsync()) Assert.Skip("Docker does not answer");
        if ((await DockerCli.TryRunAsync("image", "inspect", image)).ExitCode != 0)
            Assert.Skip($"image {image} is not there");
        return image;
    }

    public static async Task InitializeAsync(int major, TemporaryFolder folder, string data, params string[] arguments)
    {
        await OwnAsync(folder);
        await DockerCli.RunAsync(
        [
            "run", "--rm", "--label", DockerCli.TestLabel, "--user", "999:999", "-v", $"{folder.Path}:{folder.Path}",
            await ImageAsync(major),
            "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-locale", "-E", "UTF8", .. arguments,
        ]);
    }

    /// <param name="major">PostgreSQL's version.</param>
    /// <param name="folder">Mounted at its own path.</param>
    /// <param name="data">The data directory, below the folder.</param>
    /// <param name="parameters">name=value, as with -c.</param>
    public static async Task<TestServer> StartAsync(
        int major, TemporaryFolder folder, string data, params string[] parameters)
    {
        var sockets = folder.At("s");
        Directory.CreateDirectory(sockets);
        await OwnAsync(folder);
        var name = DockerCli.UniqueName("postern-test-pg");
        await DockerCli.RunAsync(
        [
            "run", "-d", "--name", name, "--label", DockerCli.TestLabel, "--user", "999:999", "--shm-size", "256m",
            "-v", $"{folder.Path}:{folder.Path}", await ImageAsync(major), "postgres", "-D", data, "-k", sockets,
            "-c", "listen_addresses=", .. parameters.SelectMany(parameter => new[] { "-c", parameter }),
        ]);
        return new TestServer(name, sockets);
    }

    public ArchiverSettings Settings => new(new Dictionary<string, string>
    {
        ["PGHOST"] = _socketFolder, ["PGUSER"] = "postgres",
    });

    public async Task<string> QueryAsync(string sql, string database = "postgres")
    {
        await using var session = await ServerSession.OpenAsync(Settings, default, database);
        var rows = await session.QueryAsync(sql, default);
        return string.Join('\n', rows.Select(row => string.Join('|', row.Select(value => value ?? ""))));
    }

    /// <summary>Waits until the query answers so; fails with the server's log.</summary>
    public async Task WaitAsync(string sql, string answer)
    {
        var last = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                last = await QueryAsync(sql);
                if (last == answer) return;
            }
            catch (ArchiverException error)
            {
                last = error.Message;
                if (await DockerCli.RunAsync("inspect", "--format", "{{.State.Running}}", _container) != "true") break;
            }
            await Task.Delay(200);
        }
        Assert.Fail($"'{sql}' gave '{last}' instead of '{answer}':\n{await DockerCli.LogsAsync(_container)}");
    }

    public Task StopAsync() => DockerCli.RunAsync("stop", "--time", "60", _container);

    public Task<string> LogsAsync() => DockerCli.LogsAsync(_container);

    public async Task<string> RunAsync(params string[] command) =>
        await DockerCli.RunAsync(["exec", _container, .. command]);

    public async ValueTask DisposeAsync() => await DockerCli.RemoveContainerAsync(_container);

    /// <summary>Everything in the folder becomes the container's postgres user's; the test itself runs as
    /// root.</summary>
    public static async Task OwnAsync(TemporaryFolder folder) =>
        (await CommandRunner.RunAsync("chown", ["-R", "-h", "999:999", folder.Path])).Succeeded("chown");
}
