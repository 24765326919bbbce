using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// Deletes in batches. A batch has names of one folder only: inside it a store keeps no order and may fail for single
/// names, and a backup's sentinel, which lies in another folder than its parts, must go before them.
/// </summary>
internal sealed class S3Deletion(S3Options options, S3Requests requests)
{
    // Swift deletes one after the other before it answers.
    private static readonly TimeSpan TimeForEach = TimeSpan.FromMilliseconds(200);

    private volatile bool _oneByOne;

    public async Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        foreach (var batch in Batches(names))
        {
            if (batch.Count > 1 && !_oneByOne && await TryDeleteAsync(batch, cancellation).ConfigureAwait(false))
                continue;
            foreach (var name in batch) await DeleteOneAsync(name, cancellation).ConfigureAwait(false);
        }
    }

    private IEnumerable<List<string>> Batches(IReadOnlyList<string> names)
    {
        var batch = new List<string>();
        foreach (var name in names)
        {
            if (batch.Count > 0 && (batch.Count >= options.DeleteBatchSize || FolderOf(batch[0]) != FolderOf(name)))
            {
                yield return batch;
                batch = [];
            }
            batch.Add(name);
        }
        if (batch.Count > 0) yield return batch;
    }

    private static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];

    /// <summary>False where the store does not know the request.</summary>
    private async Task<bool> TryDeleteAsync(List<string> batch, CancellationToken cancellation)
    {
        var request = new DeleteObjectsRequest
        {
            BucketName = options.Bucket,
            Objects = [.. batch.Select(name => new KeyVersion { Key = options.Prefix + name })],
            Quiet = true,
        };
        return await requests.SendAsync(
            "delete", batch[0],
            async (client, idle) =>
            {
                idle.Allow(TimeForEach * batch.Count);
                try
                {
                    await client.DeleteObjectsAsync(request, idle.Token).ConfigureAwait(false);
                    return true;
                }
                catch (DeleteObjectsException error)
                {
                    ThrowFirst(error.Response.DeleteErrors);
                    return true;
                }
                catch (AmazonServiceException error) when (error.StatusCode
                    is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed)
                {
                    _oneByOne = true;
                    return false;
                }
            },
            cancellation).ConfigureAwait(false);
    }

    private void ThrowFirst(List<DeleteError>? errors)
    {
        var real = (errors ?? []).Where(error => error.Code is not ("NoSuchKey" or "NoSuchVersion")).ToList();
        if (real.Count == 0) return;
        var first = real[0];
        var transient = first.Code is "InternalError" or "SlowDown" or "ServiceUnavailable";
        throw new ArchiverException(
            transient ? FailureCode.StorageUnreachable : FailureCode.StorageDenied,
            $"could not delete '{first.Key}' of bucket '{options.Bucket}': {first.Code}: {first.Message}"
            + (real.Count > 1 ? $" (and {real.Count - 1} more)" : ""),
            "allow these keys to delete, and check for object lock or a legal hold.");
    }

    private async Task DeleteOneAsync(string name, CancellationToken cancellation)
    {
        var request = new DeleteObjectRequest { BucketName = options.Bucket, Key = options.Prefix + name };
        await requests.FindAsync(
            "delete", name, (client, idle) => client.DeleteObjectAsync(request, idle.Token), cancellation)
            .ConfigureAwait(false);
    }
}
