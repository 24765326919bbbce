using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;

namespace Postern.Embedded.Engine.Display;

/// <summary>Shows a run as another display does, and keeps what happened, to show it again in another
/// form.</summary>
public sealed class EventRecorder(DisplayOptions options, IRunDisplay shown) : IRunDisplay
{
    private readonly List<EngineEvent> _events = [];
    private RunResult? _result;
    private double _seconds;

    public void Begin() => shown.Begin();

    public void Publish(EngineEvent happening)
    {
        _events.Add(happening);
        shown.Publish(happening);
    }

    public void End(RunResult result, double seconds)
    {
        (_result, _seconds) = (result, seconds);
        shown.End(result, seconds);
    }

    /// <summary>The run again, after its end, without its title.</summary>
    public void Replay(Func<DisplayOptions, IRunDisplay> create)
    {
        var display = create(options);
        foreach (var happening in _events) display.Publish(happening);
        display.End(_result!, _seconds);
    }
}
