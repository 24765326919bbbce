using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// Sends requests: one place for the client, the bucket's region, time limits and the classification of failures.
/// </summary>
internal sealed class S3Requests(S3Options options, TimeProvider time) : IDisposable
{
    private readonly S3Failure _failure = new(options, time);
    private readonly SemaphoreSlim _opening = new(1, 1);
    private AmazonS3Client? _client;
    private volatile bool _bucketSeen;

    public S3Failure Failure => _failure;

    /// <summary>Runs one request. <paramref name="send"/> gets the idle timeout to wind up as its body moves.</summary>
    public async Task<T> SendAsync<T>(
        string action, string name, Func<AmazonS3Client, IdleTimeout, Task<T>> send, CancellationToken cancellation)
    {
        try
        {
            return await FindWithAsync(null, action, name, send, cancellation).ConfigureAwait(false);
        }
        catch (AbsentException)
        {
            throw _failure.BucketMissing();
        }
    }

    /// <summary>
    /// As <c>SendAsync</c>, but null for an object that the store says is absent. The answer to HEAD does not tell an
    /// absent bucket from an absent object, so that the bucket is asked for once.
    /// </summary>
    public async Task<T?> FindAsync<T>(
        string action, string name, Func<AmazonS3Client, IdleTimeout, Task<T>> send, CancellationToken cancellation)
        where T : class
    {
        try
        {
            var found = await FindWithAsync(null, action, name, send, cancellation).ConfigureAwait(false);
            _bucketSeen = true;
            return found;
        }
        catch (AbsentException absent)
        {
            if (absent.Named) _bucketSeen = true;
            if (_bucketSeen) return null;
        }
        await CheckBucketAsync(cancellation).ConfigureAwait(false);
        return null;
    }

    public void Dispose()
    {
        if (_client is not null) S3ClientFactory.Close(_client);
        _opening.Dispose();
    }

    private async Task CheckBucketAsync(CancellationToken cancellation)
    {
        try
        {
            await SendAsync(
                "find", "",
                (client, idle) => client.HeadBucketAsync(new() { BucketName = options.Bucket }, idle.Token),
                cancellation).ConfigureAwait(false);
            _bucketSeen = true;
        }
        catch (Failures.ArchiverException failure) when (failure.Code == Failures.FailureCode.StorageDenied)
        {
            // The bucket is there; these keys may just not ask for it.
            _bucketSeen = true;
        }
    }

    private async Task<T> FindWithAsync<T>(
        AmazonS3Client? client, string action, string name, Func<AmazonS3Client, IdleTimeout, Task<T>> send,
        CancellationToken cancellation)
    {
        client ??= await ClientAsync(cancellation).ConfigureAwait(false);
        using var idle = new IdleTimeout(options.IdleTimeout, time, cancellation);
        try
        {
            return await send(client, idle).ConfigureAwait(false);
        }
        catch (Exception error) when (cancellation.IsCancellationRequested && error is not Failures.ArchiverException)
        {
            throw new OperationCanceledException(error.Message, error, cancellation);
        }
        catch (Exception error) when (idle.IsOver && error is not Failures.ArchiverException)
        {
            throw _failure.TimedOut(action, name);
        }
        catch (AmazonServiceException error) when (S3Failure.IsAbsent(error))
        {
            throw new AbsentException(error.ErrorCode == "NoSuchKey");
        }
        catch (Exception error) when (_failure.Classify(error, action, name) is { } failure)
        {
            throw failure;
        }
    }

    private async ValueTask<AmazonS3Client> ClientAsync(CancellationToken cancellation)
    {
        if (_client is { } open) return open;
        await _opening.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return _client ??= S3ClientFactory.Open(options, await RegionAsync(cancellation).ConfigureAwait(false));
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<string> RegionAsync(CancellationToken cancellation)
    {
        if (options.Region is { } region) return region;
        if (options.Endpoint is { } other && !other.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal))
            return S3ClientFactory.FallbackRegion;
        var client = S3ClientFactory.Open(options, S3ClientFactory.FallbackRegion);
        try
        {
            var answer = await FindWithAsync(
                client, "find the region of", "",
                (asked, idle) => asked.GetBucketLocationAsync(
                    new GetBucketLocationRequest { BucketName = options.Bucket }, idle.Token),
                cancellation).ConfigureAwait(false);
            // No location is the oldest region's way to say us-east-1.
            return answer.Location?.Value is { Length: > 0 } found ? found : S3ClientFactory.FallbackRegion;
        }
        catch (AbsentException)
        {
            throw _failure.BucketMissing();
        }
        finally
        {
            S3ClientFactory.Close(client);
        }
    }
}
