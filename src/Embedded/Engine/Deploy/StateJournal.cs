using System.Collections.Immutable;
using Postern.Embedded.Engine.Deploy.Execution;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>
/// The state of a run in progress: what the run has made so far, then what is left of the old state. Written before
/// each step with the operation pending, and after it; steps that end together share one write. Without a saver (a
/// preview), and once <paramref name="cancellation"/> has ended the run, nothing is written.
/// </summary>
public sealed class StateJournal(
    Snapshot start, IStateSaver? saver, TimeProvider time, string version, CancellationToken cancellation)
{
    private readonly Lock _gate = new();
    private readonly AsyncGate _writing = new(1);
    private readonly List<ResourceState> _news = [];
    private readonly HashSet<ResourceState> _gone = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ResourceState, ResourceState> _marked = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ResourceState, ResourceState> _originals = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Step, PendingOperation> _pending = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly List<PendingOperation> _inherited = [.. start.PendingOperations];
    private long _changed;
    private long _saved;

    /// <summary>The state that the journal was started with.</summary>
    public Snapshot Start => start;

    /// <summary>What is left of the old state, in its order: the very entries that deletions must name.</summary>
    public Snapshot Left()
    {
        lock (_gate)
        {
            return start with { Resources = [.. start.Resources.Where(old => !_gone.Contains(old)).Select(Tracked)] };
        }
    }

    /// <summary>An old operation is settled and leaves the list.</summary>
    public void Settle(PendingOperation operation) => Change(() => _inherited.Remove(operation));

    /// <summary>Notes that the step is about to run; durable when the task ends.</summary>
    public Task BeginAsync(Step step)
    {
        if (OperationOf(step) is not { } type) return Task.CompletedTask;
        Change(() => _pending[step] = new PendingOperation(step.Op == StepOp.Delete || step.Op == StepOp.DeleteReplaced
            ? step.Old! : step.New!, type));
        return SaveAsync();
    }

    /// <summary>Notes what the step has done; <paramref name="ended"/> is the step with its final new state.</summary>
    public Task EndAsync(Step begun, Step ended)
    {
        var substantial = true;
        Change(() =>
        {
            _pending.Remove(begun);
            substantial = Apply(ended);
        });
        return substantial ? SaveAsync() : Task.CompletedTask;
    }

    /// <summary>The step failed and left nothing.</summary>
    public Task FailAsync(Step begun)
    {
        var known = false;
        Change(() => known = _pending.Remove(begun));
        return known ? SaveAsync() : Task.CompletedTask;
    }

    /// <summary>Exchanges a state that this run has made for a newer one of the same resource.</summary>
    public Task ReplaceAsync(ResourceState made, ResourceState newer)
    {
        var same = ResourceContent.Same(made, newer);
        Change(() =>
        {
            var index = _news.FindIndex(state => ReferenceEquals(state, made));
            if (index >= 0) _news[index] = newer;
        });
        return same ? Task.CompletedTask : SaveAsync();
    }

    /// <summary>The state as it is now.</summary>
    public Snapshot Current()
    {
        lock (_gate) return Build();
    }

    /// <summary>Writes what has not been written; with <paramref name="always"/> also when nothing has
    /// changed.</summary>
    public async Task SaveAsync(bool always = false)
    {
        if (saver is null || cancellation.IsCancellationRequested) return;
        var mine = Interlocked.Read(ref _changed);
        await _writing.EnterAsync(CancellationToken.None);
        try
        {
            if ((!always && _saved >= mine) || cancellation.IsCancellationRequested) return;
            Snapshot snapshot;
            long version;
            lock (_gate) (snapshot, version) = (Build(), _changed);
            SnapshotInvariants.Verify(snapshot);
            saver.Save(snapshot);
            Interlocked.Exchange(ref _saved, version);
        }
        finally
        {
            _writing.Leave();
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _changed++;
        }
    }

    /// <summary>Answers whether the file must be written: an unchanged resource needs no write.</summary>
    private bool Apply(Step step)
    {
        var (old, made) = (step.Old is null ? null : Original(step.Old), step.New);
        switch (step.Op)
        {
            case StepOp.Delete or StepOp.RemovePendingReplace or StepOp.ReadDiscard:
                _gone.Add(old!);
                return true;
            case StepOp.DeleteReplaced:
                if (step.KeepsEntry) _marked[old!] = Marked(old!) with { PendingReplacement = true };
                else _gone.Add(old!);
                return true;
            case StepOp.CreateReplacement:
                if (Marked(old!).PendingReplacement) _gone.Add(old!);
                else _marked[old!] = Marked(old!) with { Delete = true };
                _news.Add(made!);
                return true;
            case StepOp.Replace:
                return false;
            case StepOp.Refresh:
                if (made is null) _gone.Add(old!);
                else if (!ResourceContent.Same(old!, made)) _marked[old!] = made;
                return made is null || _marked.ContainsKey(old!);
            default:
                if (old is not null) _gone.Add(old);
                if (old is not null && old.Urn != made!.Urn) _renamed[old.Urn] = made.Urn;
                _news.Add(made!);
                return old is null || !ResourceContent.Same(old, made!);
        }
    }

    /// <summary>A marked entry takes the place of the original from now on, so that later steps can name it.</summary>
    private ResourceState Tracked(ResourceState old)
    {
        var marked = Marked(old);
        if (!ReferenceEquals(marked, old)) _originals[marked] = old;
        return marked;
    }

    private ResourceState Original(ResourceState state) => _originals.GetValueOrDefault(state, state);

    private ResourceState Marked(ResourceState old) => _marked.GetValueOrDefault(old, old);

    private Snapshot Build()
    {
        var left = start.Resources.Where(old => !_gone.Contains(old)).Select(Marked);
        if (_renamed.Count > 0) left = left.Select(state => ResourceContent.Rename(state, _renamed));
        return start with
        {
            Manifest = new SnapshotManifest(StateTime.Format(time.GetUtcNow()), version),
            Resources = SnapshotOrder.Sort([.. _news, .. left]),
            PendingOperations = [.. _inherited, .. _pending.Values],
        };
    }

    private static string? OperationOf(Step step) => step.Op switch
    {
        _ when step.Retain || step.State.IsProvider => null,
        StepOp.Create or StepOp.CreateReplacement when step.New!.Custom => "creating",
        StepOp.Update when step.New!.Custom => "updating",
        StepOp.Delete or StepOp.DeleteReplaced when step.Old!.Custom => "deleting",
        _ => null,
    };
}
