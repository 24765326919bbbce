namespace Postern.Archiver.Recovering;

/// <summary>
/// What a child server printed: its last line, its last FATAL or PANIC (a cause only when the server has exited: in a
/// standby it is often just its WAL receiver), and the lines that say why a recovery stopped.
/// </summary>
public sealed class ServerLog(Action<string> echo)
{
    private readonly Lock _gate = new();
    private string? _lastLine;
    private string? _fatal;
    private bool _stoppedAtTarget;
    private bool _parametersTooLow;

    /// <summary>"FATAL:  could not ...", without the prefix of its line, or null.</summary>
    public string? LastFatal
    {
        get { lock (_gate) return _fatal; }
    }

    /// <summary>"recovery stopping before commit of ..." was seen.</summary>
    public bool StoppedAtTarget
    {
        get { lock (_gate) return _stoppedAtTarget; }
    }

    /// <summary>
    /// "hot standby is not possible because of insufficient parameter settings", or the FATAL that follows it.
    /// </summary>
    public bool ParametersTooLow
    {
        get { lock (_gate) return _parametersTooLow; }
    }

    /// <summary>The best quotation for a server that is gone: its last FATAL, else its last line.</summary>
    public string LastWord
    {
        get { lock (_gate) return _fatal ?? _lastLine ?? "no word from it"; }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            if (IsNoise(line)) return;
            _lastLine = line;
            if (After(line, "FATAL:  ") is { } fatal) _fatal = "FATAL:  " + fatal;
            else if (After(line, "PANIC:  ") is { } panic) _fatal = "PANIC:  " + panic;
            if (line.Contains("recovery stopping ", StringComparison.Ordinal)) _stoppedAtTarget = true;
            if (line.Contains("insufficient parameter settings", StringComparison.Ordinal)) _parametersTooLow = true;
        }
        echo(line);
    }

    private static string? After(string line, string mark)
    {
        var at = line.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : line[(at + mark.Length)..];
    }

    /// <summary>
    /// One line per segment; progress has them already. And what every client hears before there is anything to
    /// answer.
    /// </summary>
    private static bool IsNoise(string line) =>
        line.Contains("restored log file ", StringComparison.Ordinal)
        || line.Contains("FATAL:  the database system is ", StringComparison.Ordinal)
        || line.Contains("Consistent recovery state has not been yet reached", StringComparison.Ordinal)
        || string.IsNullOrWhiteSpace(line);
}
