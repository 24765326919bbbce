using System.Collections.Immutable;

namespace Pulumi.Running;

/// <summary>
/// What a program has started and does not await. The run ends when all of it is done, or at the first failure.
/// </summary>
internal sealed class InFlightTasks
{
    private readonly Lock _gate = new();
    private readonly List<Exception> _failures = [];
    private TaskCompletionSource? _idle;
    private int _active;

    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully) return;
        lock (_gate) _active++;
        _ = task.ContinueWith(Complete, TaskScheduler.Default);
    }

    /// <summary>Waits for the end of everything, or for the first failures, which it answers.</summary>
    public async Task<ImmutableArray<Exception>> WaitAsync()
    {
        Task idle;
        lock (_gate)
        {
            if (_active == 0 || _failures.Count > 0) return TakeFailures();
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }
        await idle.ConfigureAwait(false);
        lock (_gate) return TakeFailures();
    }

    private void Complete(Task task)
    {
        lock (_gate)
        {
            _active--;
            if (task.Exception is { } failure) _failures.AddRange(failure.InnerExceptions);
            if (_active > 0 && _failures.Count == 0) return;
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    // One exception travels through many outputs; it is reported once.
    private ImmutableArray<Exception> TakeFailures()
    {
        ImmutableArray<Exception> failures = [.. _failures.Distinct()];
        _failures.Clear();
        return failures;
    }
}
