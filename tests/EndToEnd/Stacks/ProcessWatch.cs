using System.Text;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>
/// Looks at the arguments and the environment of every process of this machine, containers' too, again and again until
/// it is stopped.
/// </summary>
internal sealed class ProcessWatch : IAsyncDisposable
{
    private readonly IReadOnlyCollection<string> _secrets;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly Task _watching;

    public ProcessWatch(IReadOnlyCollection<string> secrets)
    {
        _secrets = secrets;
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>How often every process was looked at.</summary>
    public int Rounds { get; private set; }

    /// <summary>What was found until now; nothing is looked at afterwards.</summary>
    public async Task<IEnumerable<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        return _found;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(IsProcess)) Look(process);
            Rounds++;
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static bool IsProcess(string folder) => Path.GetFileName(folder).All(char.IsAsciiDigit);

    private void Look(string process)
    {
        foreach (var name in (string[])["cmdline", "environ"])
        {
            try
            {
                var text = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, name)));
                if (!_secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal))) continue;
                _found.Add($"{name} of {text.Split('\0')[0]}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is another user's.
            }
        }
    }
}
