using System.Diagnostics;
using Postern.Archiver.Booting;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Recovering;

/// <summary>
/// A PostgreSQL server as a child of this process, reachable through a private socket folder only. Disposing stops it.
/// </summary>
public sealed class ChildServer : IAsyncDisposable
{
    private const int SignalQuit = 3;
    private const int SignalInterrupt = 2;
    private readonly Process _process;
    private readonly TimeProvider _time;

    private ChildServer(Process process, string sockets, ServerLog log, TimeProvider time) =>
        (_process, Sockets, Log, _time) = (process, sockets, log, time);

    /// <summary>The folder of its socket, of mode 0700.</summary>
    public string Sockets { get; }

    public ServerLog Log { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>
    /// Starts it. What comes last on a command line wins, so the parameters of a child (no port, own socket and
    /// hba_file, log to us) follow the given ones.
    /// </summary>
    /// <param name="data">PGDATA.</param>
    /// <param name="configFile">The settings volume's file, or null for the one in PGDATA.</param>
    /// <param name="parameters">-c, in order.</param>
    /// <param name="log">Gets every line.</param>
    /// <param name="time">For waiting.</param>
    public static ChildServer Start(
        string data, string? configFile, IEnumerable<ServerParameter> parameters, ServerLog log, TimeProvider time)
    {
        var sockets = Directory.CreateTempSubdirectory("postern-").FullName;
        var hba = Path.Combine(sockets, "hba.conf");
        var ident = Path.Combine(sockets, "ident.conf");
        Durability.DurableFile.WriteText(hba, "local all all trust\nlocal replication all trust\n");
        Durability.DurableFile.WriteText(ident, "");
        var start = new ProcessStartInfo("postgres") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-D");
        start.ArgumentList.Add(data);
        ServerParameter[] own =
        [
            .. configFile is null ? Array.Empty<ServerParameter>() : [new ServerParameter("config_file", configFile)],
            .. parameters,
            new("hba_file", hba), new("ident_file", ident), new("unix_socket_directories", sockets),
            new("listen_addresses", ""), new("logging_collector", "off"), new("log_destination", "stderr"),
            new("log_min_messages", "warning"), new("lc_messages", "C"), new("update_process_title", "on"),
        ];
        foreach (var argument in ServerParameter.Arguments(own)) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new ArchiverException(
            FailureCode.Unexpected, "could not start 'postgres'", "put PostgreSQL's bin folder on PATH.");
        process.OutputDataReceived += (_, line) => { if (line.Data is { } text) log.Add(text); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) log.Add(text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildServer(process, sockets, log, time);
    }

    /// <summary>
    /// A fast stop: clients are cut off, the running archive_command is waited for. After
    /// <paramref name="timeoutSeconds"/> an immediate one, which costs a crash recovery and no data.
    /// </summary>
    public async Task StopAsync(int timeoutSeconds = 120)
    {
        if (_process.HasExited) return;
        ProcessCalls.Signal(_process.Id, SignalInterrupt);
        if (await ExitsWithinAsync(timeoutSeconds)) return;
        ProcessCalls.Signal(_process.Id, SignalQuit);
        if (await ExitsWithinAsync(10)) return;
        _process.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        try
        {
            Directory.Delete(Sockets, recursive: true);
        }
        catch (IOException)
        {
            // A folder in /tmp of a container that ends.
        }
    }

    private async Task<bool> ExitsWithinAsync(int seconds)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), _time);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
