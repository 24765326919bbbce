namespace Postern.Archiver.Storage.Decorators;

/// <summary>
/// A listing that begins anew after a failure and passes over what it gave already: the names come in order. A store
/// that does not answer is left alone when the caller's time is over: an iterator cannot be disposed in the middle of
/// a step, so it is disposed whenever the step ends.
/// </summary>
internal sealed class RestartableListing(
    IStorage storage, string prefix, bool recursive, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly CancellationTokenSource _abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private IAsyncEnumerator<StoredObject>? _names;
    private Task<bool> _step = Task.FromResult(false);
    private StoredObject? _current;

    public StoredObject Current => _current!;

    /// <param name="patience">Ends the wait for a step; the step itself may go on.</param>
    public async Task<bool> MoveNextAsync(CancellationToken patience)
    {
        if (_step.IsFaulted && _names is not null)
        {
            await _names.DisposeAsync().ConfigureAwait(false);
            _names = null;
        }
        _names ??= storage.ListAsync(prefix, recursive, _abandoned.Token).GetAsyncEnumerator(_abandoned.Token);
        do
        {
            _step = _names.MoveNextAsync().AsTask();
            if (!await _step.WaitAsync(patience).ConfigureAwait(false)) return false;
        }
        while (_current is not null && string.CompareOrdinal(_names.Current.Name, _current.Name) <= 0);
        _current = _names.Current;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        var ending = EndAsync();
        // What hangs ends when it ends; nobody waits for it any more.
        if (ending.IsCompleted) await ending.ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        if (!_step.IsCompleted) await _abandoned.CancelAsync().ConfigureAwait(false);
        try
        {
            await _step.ConfigureAwait(false);
        }
        catch (Exception error) when (error is Failures.ArchiverException or OperationCanceledException)
        {
            // The caller was told already, or has left.
        }
        if (_names is not null) await _names.DisposeAsync().ConfigureAwait(false);
        _abandoned.Dispose();
    }
}
