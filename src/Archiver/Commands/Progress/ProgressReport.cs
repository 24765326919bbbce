using Postern.Archiver.Archiving;

namespace Postern.Archiver.Commands.Progress;

/// <summary>
/// Shows how far long work is: a bar on a terminal, else a line every ten seconds and one at the end of each stage. A
/// line is written on time even when nothing moves, for silence is taken for death by whoever follows a container's
/// log.
/// </summary>
public sealed class ProgressReport : IProgressReporter
{
    public static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _output;
    private readonly ProgressStyle _style;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ITimer? _timer;
    private string? _stage;
    private long _doneBytes;
    private long? _totalBytes;
    private long _started;
    private int _barLength;

    public ProgressReport(TextWriter output, ProgressStyle style, TimeProvider time)
    {
        _output = output;
        _style = style;
        _time = time;
        if (style == ProgressStyle.None) return;
        var interval = style == ProgressStyle.Bar ? BarInterval : LineInterval;
        _timer = time.CreateTimer(_ => Show(), null, interval, interval);
    }

    public void Begin(string stage, long? totalBytes = null)
    {
        lock (_gate)
        {
            EndStage();
            _stage = stage;
            _doneBytes = 0;
            _totalBytes = totalBytes;
            _started = _time.GetTimestamp();
        }
    }

    public void SetTotal(long totalBytes)
    {
        lock (_gate) _totalBytes = totalBytes;
    }

    public void Add(long bytes) => Interlocked.Add(ref _doneBytes, bytes);

    public void Line(string text)
    {
        if (_style == ProgressStyle.None) return;
        lock (_gate)
        {
            EraseBar();
            _output.WriteLine(text);
            _output.Flush();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate) EndStage();
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_stage is null) return;
            var text = CurrentLine();
            if (_style == ProgressStyle.Lines)
            {
                _output.WriteLine(text);
            }
            else
            {
                if (_totalBytes is { } total and > 0)
                    text = ProgressText.Bar(Interlocked.Read(ref _doneBytes), total, 20) + " " + text;
                _output.Write("\r" + text.PadRight(_barLength));
                _barLength = text.Length;
            }
            _output.Flush();
        }
    }

    private string CurrentLine() => ProgressText.Line(
        _stage!, Interlocked.Read(ref _doneBytes), _totalBytes, _time.GetElapsedTime(_started));

    private void EndStage()
    {
        if (_stage is null || _style == ProgressStyle.None) return;
        EraseBar();
        var elapsed = _time.GetElapsedTime(_started);
        var done = Interlocked.Read(ref _doneBytes);
        _output.WriteLine(ProgressText.Ended(_stage, done, elapsed));
        _output.Flush();
        _stage = null;
    }

    private void EraseBar()
    {
        if (_barLength == 0) return;
        _output.Write("\r" + new string(' ', _barLength) + "\r");
        _barLength = 0;
    }
}
