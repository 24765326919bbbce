using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.State;
using Postern.Tests.Embedded.Cli.Golden;
using Xunit;

namespace Postern.Tests.Embedded.Engine;

/// <summary>A tree that is higher than its terminal.</summary>
public sealed class TreeHeightTests : IDisposable
{
    private const string Stack = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";
    private const int Height = 12;

    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly HandClock _clock = new();
    private readonly TreeDisplay _display;

    public TreeHeightTests() => _display = new TreeDisplay(
        new DisplayOptions(RunKind.Update, false, "dev", Stack), new Ink(false), _output, 110, _clock, Height);

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Shows_what_is_at_work_and_in_the_end_all()
    {
        _display.Begin();
        for (var i = 0; i < 30; i++) _display.Publish(new StepStarted(Creation(i)));
        for (var i = 0; i < 30; i++)
        {
            if (i is not (7 or 21)) _display.Publish(new StepEnded(Creation(i), 0.1));
        }
        _clock.Tick();
        var frame = TerminalScreen.Of(_output.ToString(), 110).Split('\n');
        Assert.True(frame.Length < Height);
        Assert.Equal(["thing-7", "thing-21"], frame.Where(line => line.Contains("creating")).Select(Name));
        Assert.Contains("     ... and 28 more", frame);
        _display.Publish(new StepEnded(Creation(7), 1));
        _display.Publish(new StepEnded(Creation(21), 1));
        _display.End(
            new RunResult(
                true, ImmutableSortedDictionary<string, int>.Empty.Add("create", 30), 0, Snapshot.Empty, 0), 1);
        var screen = TerminalScreen.Of(_output.ToString(), 110);
        Assert.DoesNotContain("more", screen);
        Assert.Equal(30, screen.Split('\n').Count(line => line.Contains("created (")));
    }

    private static string Name(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];

    private static Step Creation(int i) => new(StepOp.Create, null, new ResourceState
    {
        Urn = $"urn:pulumi:dev::proj::mem:index:Thing::thing-{i}",
        Type = "mem:index:Thing",
        Custom = true,
        Inputs = PropertyMap.Empty,
    });

    /// <summary>A clock that stands still, and whose timers ring when they are told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private Action? _ring;

        public void Tick() => _ring?.Invoke();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return new Silence();
        }

        public override long GetTimestamp() => 0;

        private sealed class Silence : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
