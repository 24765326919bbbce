namespace Postern.Embedded.Engine.Deploy.Execution;

/// <summary>Lets at most so many callers in at once, in the order in which they came. Needs no disposal.</summary>
public sealed class AsyncGate(int places)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _free = places;

    public async Task EnterAsync(CancellationToken cancellation)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }
        using (cancellation.Register(() => turn.TrySetCanceled(cancellation))) await turn.Task;
    }

    public void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult()) return;
            }
            _free++;
        }
    }
}
