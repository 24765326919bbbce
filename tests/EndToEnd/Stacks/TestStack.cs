using System.Net;
using System.Net.Sockets;
using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>
/// A stack of the program with a name, ports and a state directory of its own, driven as a user does: through
/// pulumiw. Everything that it made is removed at the end, the protected volumes too.
/// </summary>
public sealed class TestStack : IAsyncDisposable
{
    private readonly TemporaryFolder _home;

    private readonly bool _ownsHome;

    private readonly string _passphrase;

    private TestStack(string name, TemporaryFolder home, bool ownsHome, string passphrase)
    {
        Name = name;
        _home = home;
        _ownsHome = ownsHome;
        _passphrase = passphrase;
    }

    public string Name { get; }

    /// <summary>The prefix of what the stack makes.</summary>
    public string Prefix => $"postern-{Name}";

    public string StackFile => Path.Combine(RepositoryFolder.Root, $"Pulumi.{Name}.yaml");

    public string StateFolder => _home.Path;

    /// <param name="beside">A stack whose state directory this one shares, or null for one of its own.</param>
    /// <param name="config">Lines of the stack file below "config:", each with its indentation.</param>
    public static async Task<TestStack> CreateAsync(IEnumerable<string> config, TestStack? beside = null)
    {
        var name = DockerCli.UniqueName("t");
        var stack = beside is null
            ? new TestStack(name, new TemporaryFolder(), true, "a passphrase of tests")
            : new TestStack(name, beside._home, false, beside._passphrase);
        await File.WriteAllLinesAsync(stack.StackFile, ["config:", .. config.Select(line => "  " + line)]);
        return stack;
    }

    /// <summary>Runs pulumiw for this stack; the caller judges the result.</summary>
    public Task<CommandResult> TryAsync(params string[] arguments) => RunAsync(_passphrase, arguments);

    /// <summary>The same, and the engine kills itself with SIGKILL at a moment of docs/embedded-engine.md
    /// ("created:2").</summary>
    public Task<CommandResult> CrashAsync(string moment, params string[] arguments) =>
        RunAsync(_passphrase, arguments, $"POSTERN_TEST_CRASH_AT={moment}");

    /// <summary>The same, and Ctrl-C is pressed after a line.</summary>
    public Task<CommandResult> InterruptAsync(Func<string, bool> moment, int times, params string[] arguments) =>
        // A shell in the background ignores SIGINT, and so would all that it starts.
        InterruptedCommand.RunAsync(
            "env", ["--default-signal=INT", .. Command(_passphrase, arguments)], moment, times);

    public Task<CommandResult> RunAsync(
        string passphrase, IEnumerable<string> arguments, params string[] environment) =>
        CommandRunner.RunAsync("env", Command(passphrase, arguments, environment), timeoutSeconds: 600);

    public async Task<string> DoAsync(params string[] arguments) =>
        (await TryAsync(arguments)).Succeeded($"pulumiw {string.Join(' ', arguments)}").Text;

    public Task<string> UpAsync() => DoAsync("up", "--yes");

    public async Task<string> OutputAsync(string name) =>
        (await TryAsync("stack", "output", name, "--show-secrets")).Succeeded($"stack output {name}").Output.Trim()
            .Split('\n')[^1];

    /// <summary>Runs SQL as the superuser inside the server's container.</summary>
    public async Task<string> SqlAsync(string sql, string database = "app") =>
        await DockerCli.RunAsync(
            "exec", "-u", "999", Prefix, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", "/var/run/postgresql", "-U",
            "postgres", "-d",
            database, "-c", sql);

    public Task<string> ArchiverAsync(params string[] arguments) =>
        DockerCli.RunAsync(["exec", "-u", "999", Prefix, "archiver", .. arguments]);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await TryAsync("destroy", "--exclude-protected", "--yes");
        await RemoveAsync("container", "ls", "--all");
        await RemoveAsync("volume", "ls");
        await RemoveAsync("network", "ls");
        File.Delete(StackFile);
        if (_ownsHome) _home.Dispose();
    }

    private string[] Command(string passphrase, IEnumerable<string> arguments, params string[] environment) =>
    [
        $"PULUMI_BACKEND_URL=file://{_home.Path}", $"PULUMI_CONFIG_PASSPHRASE={passphrase}", "NO_COLOR=1",
        .. environment, Path.Combine(RepositoryFolder.Root, "pulumiw"), .. arguments, "-s", Name,
    ];

    private async Task RemoveAsync(string kind, params string[] list)
    {
        var ids = await DockerCli.RunAsync(
            [kind, .. list, "--quiet", "--filter", $"label=org.postern.stack=postern/{Name}"]);
        foreach (var id in ids.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            await DockerCli.TryRunAsync(kind == "network" ? [kind, "rm", id] : [kind, "rm", "--force", id]);
        }
    }
}
