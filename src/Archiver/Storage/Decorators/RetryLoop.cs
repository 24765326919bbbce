using Postern.Archiver.Failures;

namespace Postern.Archiver.Storage.Decorators;

/// <summary>Runs one operation until it succeeds, fails for good, or tries or time are used up.</summary>
internal sealed class RetryLoop(RetryPolicy policy, TimeProvider time, string location)
{
    private readonly long _started = time.GetTimestamp();
    private volatile ArchiverException? _lastFailure;

    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> operation, CancellationToken cancellation, Progress? progress = null,
        int? attempts = null)
    {
        progress ??= new Progress();
        using var limit = new TimeLimit(this, cancellation);
        while (true)
        {
            try
            {
                if (limit.IsOver) throw TooLate();
                return await operation(limit.Token).ConfigureAwait(false);
            }
            catch (ArchiverException failure) when (StorageFailure.IsTransient(failure))
            {
                _lastFailure = failure;
                if (++progress.Failures >= (attempts ?? policy.Attempts)) throw;
            }
            catch (OperationCanceledException) when (limit.IsOver && !cancellation.IsCancellationRequested)
            {
                throw TooLate();
            }
            try
            {
                await Task.Delay(policy.DelayAfter(progress.Failures), time, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw TooLate();
            }
        }
    }

    /// <summary>Tries to go on with a download.</summary>
    public int ResumeAttempts => policy.ResumeAttempts ?? policy.Attempts;

    private TimeSpan? Left => policy.Deadline is { } deadline ? deadline - time.GetElapsedTime(_started) : null;

    private ArchiverException TooLate()
    {
        var cause = _lastFailure;
        return new ArchiverException(
            FailureCode.Deadline,
            $"gave up on '{location}' after {policy.Deadline!.Value.TotalSeconds:0} seconds"
            + (cause is null ? "" : $"; the last failure was: {cause.Message}"),
            cause?.Hint ?? "check that the store answers and that the network is fast enough.", cause);
    }

    /// <summary>Counts failures since the last progress.</summary>
    public sealed class Progress
    {
        public int Failures { get; set; }

        public void Made() => Failures = 0;
    }

    private sealed class TimeLimit : IDisposable
    {
        private readonly CancellationTokenSource? _late;
        private readonly CancellationTokenSource? _linked;

        public TimeLimit(RetryLoop loop, CancellationToken cancellation)
        {
            Token = cancellation;
            if (loop.Left is not { } left) return;
            _late = left > TimeSpan.Zero
                ? new CancellationTokenSource(left, loop.Clock)
                : new CancellationTokenSource(TimeSpan.Zero);
            if (left <= TimeSpan.Zero) _late.Cancel();
            _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _late.Token);
            Token = _linked.Token;
        }

        public CancellationToken Token { get; }

        public bool IsOver => _late is { IsCancellationRequested: true };

        public void Dispose()
        {
            _linked?.Dispose();
            _late?.Dispose();
        }
    }

    private TimeProvider Clock => time;
}
