using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Postern.Archiver.Storage.S3;

/// <summary>The requests that make up an upload, with the settings that every object gets.</summary>
internal sealed class S3Uploads(S3Options options, TimeProvider time, S3Requests requests)
{
    private const string AnyObject = "*";

    // Putting thousands of parts together can take minutes.
    private static readonly TimeSpan TimeToComplete = TimeSpan.FromMinutes(5);

    // Stores that do not know If-None-Match say so once; then the HEAD before has to do.
    private volatile bool _unconditional;

    public S3Options Options => options;

    public async Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        await using var stream = new S3WriteStream(this, name, mode, cancellation);
        try
        {
            await write(stream, cancellation).ConfigureAwait(false);
            return await stream.CompleteAsync().ConfigureAwait(false);
        }
        catch
        {
            await stream.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stores a whole object with one request. False when it exists and <paramref name="mode"/> keeps it.
    /// </summary>
    public Task<bool> PutWholeAsync(string name, PutMode mode, ChunkedBuffer body, CancellationToken cancellation) =>
        ConditionallyAsync(
            "write", name, mode,
            async (client, condition, idle) =>
            {
                var request = new PutObjectRequest
                {
                    BucketName = options.Bucket,
                    Key = options.Prefix + name,
                    InputStream = Rewind(body, idle),
                    AutoCloseStream = false,
                    AutoResetStreamPosition = false,
                    UseChunkEncoding = false,
                    StorageClass = options.StorageClass is null ? null : new S3StorageClass(options.StorageClass),
                    ServerSideEncryptionMethod = options.Encryption is null
                        ? null
                        : new ServerSideEncryptionMethod(options.Encryption),
                    ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKeyId,
                    IfNoneMatch = condition,
                };
                S3CustomerKey.Add(request, options);
                if (RetainUntil() is { } until)
                {
                    request.ObjectLockMode = new ObjectLockMode(options.RetentionMode);
                    request.ObjectLockRetainUntilDate = until;
                }
                await client.PutObjectAsync(request, idle.Token).ConfigureAwait(false);
            },
            cancellation);

    public async Task<string> BeginAsync(string name, CancellationToken cancellation)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = options.Bucket,
            Key = options.Prefix + name,
            StorageClass = options.StorageClass is null ? null : new S3StorageClass(options.StorageClass),
            ServerSideEncryptionMethod = options.Encryption is null
                ? null
                : new ServerSideEncryptionMethod(options.Encryption),
            ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKeyId,
        };
        S3CustomerKey.Add(request, options);
        if (RetainUntil() is { } until)
        {
            request.ObjectLockMode = new ObjectLockMode(options.RetentionMode);
            request.ObjectLockRetainUntilDate = until;
        }
        var answer = await requests.SendAsync(
            "begin to write", name, (client, idle) => client.InitiateMultipartUploadAsync(request, idle.Token),
            cancellation).ConfigureAwait(false);
        return answer.UploadId;
    }

    public async Task<PartETag> PutPartAsync(
        string name, string uploadId, int number, ChunkedBuffer body, CancellationToken cancellation)
    {
        var answer = await requests.SendAsync(
            "write a part of", name,
            (client, idle) =>
            {
                var request = new UploadPartRequest
                {
                    BucketName = options.Bucket,
                    Key = options.Prefix + name,
                    UploadId = uploadId,
                    PartNumber = number,
                    PartSize = body.Length,
                    InputStream = Rewind(body, idle),
                    UseChunkEncoding = false,
                };
                S3CustomerKey.Add(request, options);
                return client.UploadPartAsync(request, idle.Token);
            },
            cancellation).ConfigureAwait(false);
        return new PartETag(number, answer.ETag);
    }

    public Task<bool> CompleteAsync(
        string name, PutMode mode, string uploadId, List<PartETag> parts, CancellationToken cancellation) =>
        ConditionallyAsync(
            "finish writing", name, mode,
            (client, condition, idle) =>
            {
                idle.Allow(TimeToComplete);
                return client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest
                    {
                        BucketName = options.Bucket,
                        Key = options.Prefix + name,
                        UploadId = uploadId,
                        PartETags = parts,
                        IfNoneMatch = condition,
                    },
                    idle.Token);
            },
            cancellation);

    public Task AbortAsync(string name, string uploadId, CancellationToken cancellation) => requests.FindAsync(
        "abort", name,
        (client, idle) => client.AbortMultipartUploadAsync(
            new AbortMultipartUploadRequest
            {
                BucketName = options.Bucket, Key = options.Prefix + name, UploadId = uploadId,
            },
            idle.Token),
        cancellation);

    private async Task<bool> ConditionallyAsync(
        string action, string name, PutMode mode, Func<AmazonS3Client, string?, IdleTimeout, Task> send,
        CancellationToken cancellation)
    {
        return await requests.SendAsync(
            action, name,
            async (client, idle) =>
            {
                var condition = mode == PutMode.CreateOnly && !_unconditional ? AnyObject : null;
                try
                {
                    await send(client, condition, idle).ConfigureAwait(false);
                    return true;
                }
                catch (AmazonServiceException error)
                    when (condition is not null && error.StatusCode == HttpStatusCode.PreconditionFailed)
                {
                    return false;
                }
                catch (AmazonServiceException error)
                    when (condition is not null && error.StatusCode == HttpStatusCode.NotImplemented)
                {
                    _unconditional = true;
                    await send(client, null, idle).ConfigureAwait(false);
                    return true;
                }
            },
            cancellation).ConfigureAwait(false);
    }

    private static ChunkedBuffer Rewind(ChunkedBuffer body, IdleTimeout idle)
    {
        body.Position = 0;
        body.Progress = idle.Touch;
        return body;
    }

    private DateTime? RetainUntil() => options.RetentionSeconds < 0
        ? null
        : time.GetUtcNow().UtcDateTime.AddSeconds(options.RetentionSeconds);
}
