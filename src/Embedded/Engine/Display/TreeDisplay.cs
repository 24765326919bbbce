using System.Text;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Display;

/// <summary>
/// The tree of a terminal: one line per resource, drawn again ten times a second while things happen. A tree that is
/// higher than the terminal shows what is at work until the end, and then itself.
/// </summary>
public sealed class TreeDisplay(
    DisplayOptions options, Ink ink, TextWriter output, int width, TimeProvider time, int height = int.MaxValue)
    : IRunDisplay
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<ResourceRow> _rows = [];
    private readonly Dictionary<string, ResourceRow> _byUrn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _parents = new(StringComparer.Ordinal);
    private readonly Diagnostics _diagnostics = new(options.StackUrn);
    private OutputsKnown? _outputs;
    private ResourceRow? _goneRoot;
    private List<bool> _atWork = [];
    private ITimer? _timer;
    private bool _isStale;
    private bool _isInterrupted;
    private int _drawnLines;

    public void Begin()
    {
        output.Write(ink.Heading(RunTitle.Text(options.Kind, options.Preview, options.Stack)) + "\n");
        _timer = time.CreateTimer(_ => Tick(), null, Frame, Frame);
    }

    public void Publish(EngineEvent happening)
    {
        lock (_gate)
        {
            Take(happening);
            _isStale = true;
        }
    }

    public void End(RunResult result, double seconds)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            Finish(result, seconds);
        }
    }

    private void Tick()
    {
        lock (_gate)
        {
            // A tick that was under way when the run ended must not draw over what follows.
            if (_timer is null) return;
            foreach (var row in _rows.Where(row => row is { IsDone: false, Step: not null }))
            {
                var running = (int)time.GetElapsedTime(row.StartedAt).TotalSeconds;
                _isStale |= running != row.RunningSeconds;
                row.RunningSeconds = running;
            }
            if (_isStale) Draw(final: false);
        }
    }

    private void Take(EngineEvent happening)
    {
        switch (happening)
        {
            case StepStarted started when !Urn.IsDefaultProvider(started.Step.Urn):
                Track(started.Step, isDone: false, 0);
                break;
            case StepEnded ended when !Urn.IsDefaultProvider(ended.Step.Urn):
                Track(ended.Step, isDone: true, ended.ElapsedSeconds);
                break;
            case StepFailed failed:
                Row(failed.Step.Urn).HasFailed = true;
                break;
            case Message message when message.Severity != LogSeverity.Debug:
                _diagnostics.Add(message);
                Row(message.Urn ?? options.StackUrn).LastMessage =
                    Diagnostics.Prefix(ink, message.Severity) + message.Text.Split('\n')[0];
                break;
            case Interrupted:
                _isInterrupted = true;
                break;
            case OutputsKnown outputs when outputs.New.Urn == options.StackUrn:
                _outputs = outputs;
                break;
        }
    }

    private void Finish(RunResult result, double seconds)
    {
        if (_byUrn.TryGetValue(options.StackUrn, out var root)) (root.IsDone, root.ElapsedSeconds) = (true, seconds);
        if (!result.Succeeded && !options.Preview) Row(options.StackUrn).HasFailed = true;
        Draw(final: true);
        output.Write("\n");
        _diagnostics.Write(output, ink);
        new RunSummary(ink, output).Write(result, _outputs, options.Preview, seconds);
    }

    private void Track(Step step, bool isDone, double elapsedSeconds)
    {
        _parents[step.Urn] = step.State.Parent;
        if (step.Op == StepOp.Same && step.Urn != options.StackUrn && !_byUrn.ContainsKey(step.Urn)) return;
        if (step.Op == StepOp.Refresh && options.Kind != RunKind.Refresh && step.Details.Count == 0
            && step.New is not null) return;
        var row = Row(step.Urn);
        // The stack as the place of messages is a row of its own above the stack that goes.
        if (step.Urn == options.StackUrn && step.Op == StepOp.Delete) row = _goneRoot ??= new ResourceRow(step.Urn);
        // The halves of a replacement are one line, which says "replace" when all is planned or done.
        if (step.Op == StepOp.DeleteReplaced && row.Step?.Op is StepOp.Replace or StepOp.CreateReplacement) return;
        if (isDone && step.Op == StepOp.CreateReplacement) step = step with { Op = StepOp.Replace };
        if (isDone && step.Op == StepOp.Replace && row is { IsDone: true, Step.Op: StepOp.Replace })
            elapsedSeconds = row.ElapsedSeconds;
        if (!isDone) row.StartedAt = time.GetTimestamp();
        row.Step = step;
        (row.IsDone, row.HasEnded, row.ElapsedSeconds) = (isDone && !row.EndsWithRun(options), isDone, elapsedSeconds);
    }

    private ResourceRow Row(string urn)
    {
        if (_byUrn.TryGetValue(urn, out var row)) return row;
        row = new ResourceRow(urn);
        _byUrn[urn] = row;
        _rows.Add(row);
        if (_parents.GetValueOrDefault(urn) is { } parent && parent != urn) Row(parent);
        return row;
    }

    private void Draw(bool final)
    {
        var frame = new StringBuilder();
        if (_drawnLines > 0) frame.Append("\r" + Up(_drawnLines));
        var lines = final ? Lines(final) : Fitting(Lines(final));
        foreach (var line in lines) frame.Append(line).Append("\e[K\n");
        for (var i = lines.Count; i < _drawnLines; i++) frame.Append("\e[K\n");
        if (_drawnLines > lines.Count) frame.Append(Up(_drawnLines - lines.Count));
        (_drawnLines, _isStale) = (lines.Count, false);
        output.Write(frame.ToString());
    }

    /// <summary>The cursor cannot go back to lines that have left the screen.</summary>
    private List<string> Fitting(List<string> lines)
    {
        if (lines.Count < height) return lines;
        var room = Math.Max(1, height - 3);
        var atWork = lines.Skip(1).Where((_, i) => i < _atWork.Count && _atWork[i]).Take(room).ToArray();
        var shown = atWork.Length > 0 ? atWork : [.. lines.TakeLast(room)];
        return [lines[0], .. shown, $"     ... and {lines.Count - 1 - shown.Length} more"];
    }

    private static string Up(int lines) => $"\e[{lines}A";

    private List<string> Lines(bool final)
    {
        var rows = new List<(string Lead, ResourceRow Row)>();
        var roots = _rows.Where(row => Parent(row) is null).ToArray();
        foreach (var root in roots.OrderBy(row => row.Urn != options.StackUrn)) Collect(root, "", "", rows);
        var cells = rows.Select(entry => (
            entry.Row, Type: entry.Lead + entry.Row.Type, entry.Row.Name, Status: entry.Row.Status(options),
            Info: entry.Row.Info(final ? _diagnostics.Counts(entry.Row.Urn, ink) : entry.Row.LastMessage, ink)))
            .ToArray();
        var typeWidth = cells.Select(cell => cell.Type.Length).Append(4).Max() + 2;
        var nameWidth = cells.Select(cell => cell.Name.Length).Append(4).Max() + 2;
        var statusWidth = cells.Select(cell => cell.Status.Length).Append(6).Max() + 5;
        _atWork = [.. cells.Select(cell => cell.Row is { IsDone: false, Step: not null, Op: not StepOp.Same })];
        var hasInfo = cells.Any(cell => cell.Info.Length > 0);
        var lines = new List<string>
        {
            "     " + Head("Type", typeWidth) + Head("Name", nameWidth) +
                Head(options.Preview ? "Plan" : "Status", statusWidth) +
            (hasInfo ? Head("Info", 0) : ""),
        };
        lines[0] = lines[0].TrimEnd();
        foreach (var (row, type, name, status, info) in cells)
        {
            var colour = row.HasFailed ? Ink.Red : StepWords.Colour(row.Op);
            var head = $" {ink.Paint(colour, StepWords.Glyph(row.Op))}  " +
                $"{type.PadRight(typeWidth)}{name.PadRight(nameWidth)}";
            var room = Math.Max(0, width - 5 - typeWidth - nameWidth - statusWidth);
            lines.Add((head + ink.Paint(colour, status) + new string(' ', statusWidth - status.Length) +
                Fit(info, room)).TrimEnd());
        }
        if (_isInterrupted)
        {
            lines.AddRange(["", ink.Paint(Ink.Yellow, "System Messages")]);
            lines.AddRange(Interrupted.Text.TrimEnd('\n').Split('\n').Select(line => $"  {line}"));
        }
        return lines;
    }

    /// <summary>A line must not wrap, or the next frame starts in the wrong place. Colours make a text longer than it
    /// looks.</summary>
    private static string Fit(string info, int room)
    {
        if (!info.Contains('\e')) return info.Length <= room ? info : info[..room];
        var visible = 0;
        for (var i = 0; i < info.Length; i++)
        {
            if (info[i] == '\e') i = info.IndexOf('m', i);
            else if (++visible > room) return info[..i] + "\e[0m";
        }
        return info;
    }

    private string Head(string text, int columns) =>
        ink.Underlined(Ink.BrightBlue, text) + new string(' ', Math.Max(0, columns - text.Length));

    private string? Parent(ResourceRow row) =>
        row.Urn == options.StackUrn ? null
        : _parents.GetValueOrDefault(row.Urn) is { } parent && _byUrn.ContainsKey(parent) ? parent
        : _byUrn.ContainsKey(options.StackUrn) ? options.StackUrn : null;

    private void Collect(ResourceRow row, string lead, string below, List<(string, ResourceRow)> rows)
    {
        rows.Add((lead, row));
        var children = _goneRoot is not null && row != _goneRoot && row.Urn == options.StackUrn
            ? [_goneRoot]
            : _rows.Where(child => Parent(child) == row.Urn).ToArray();
        for (var i = 0; i < children.Length; i++)
        {
            var last = i == children.Length - 1;
            Collect(children[i], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), rows);
        }
    }
}
