namespace Postern.Archiver.Storage.S3;

/// <summary>Cancels a request that makes no progress. Each byte that moves winds it up again.</summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _linked;

    public IdleTimeout(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        _limit = limit;
        _idle = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _idle.Token);
    }

    public CancellationToken Token => _linked.Token;

    public bool IsOver => _idle.IsCancellationRequested;

    /// <summary>For requests that a store works on for long without a sign of life.</summary>
    public void Allow(TimeSpan more) => _idle.CancelAfter(_limit + more);

    public void Touch() => _idle.CancelAfter(_limit);

    public void Dispose()
    {
        _linked.Dispose();
        _idle.Dispose();
    }
}
