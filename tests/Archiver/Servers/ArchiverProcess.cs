using System.Diagnostics;
using System.Text;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Servers;

/// <summary>
/// A verb of this build's archiver as a process of the user postgres, that a test may signal. It is killed when
/// disposed.
/// </summary>
internal sealed class ArchiverProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ArchiverProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it printed so far, on both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <param name="environment">NAME=value each.</param>
    /// <param name="arguments">The verb and what follows.</param>
    public static ArchiverProcess Start(IEnumerable<string> environment, params string[] arguments)
    {
        // setpriv becomes the archiver itself: a signal reaches the archiver.
        var start = new ProcessStartInfo("setpriv")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        foreach (var argument in (string[])
            ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", "env", .. environment,
                HostPostgres.Archiver, .. arguments])
            start.ArgumentList.Add(argument);
        var one = new ArchiverProcess(Process.Start(start)!);
        one._process.OutputDataReceived += one.Keep;
        one._process.ErrorDataReceived += one.Keep;
        one._process.BeginOutputReadLine();
        one._process.BeginErrorReadLine();
        return one;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        (await CommandRunner.RunAsync("kill", ["-TERM", $"{_process.Id}"])).Succeeded("kill");
        return await WaitAsync();
    }

    /// <summary>Its exit code; fails after a minute.</summary>
    public async Task<int> WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the archiver did not end within a minute:\n{Output}");
        }
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_output) _output.AppendLine(line.Data);
    }
}
