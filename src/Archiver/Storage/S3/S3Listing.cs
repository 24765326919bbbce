using Amazon.S3.Model;

namespace Postern.Archiver.Storage.S3;

/// <summary>Pages of names, by ListObjectsV2 or, for old stores, by its predecessor.</summary>
internal sealed class S3Listing(S3Options options, S3Requests requests)
{
    /// <param name="prefix">Relative to the storage's own prefix.</param>
    /// <param name="recursive">Whether names with a further "/" are wanted.</param>
    /// <param name="next">Where the page before ended; null for the first.</param>
    /// <param name="cancellation">Stops the request.</param>
    /// <param name="maximumKeys">How many names at most, or null for the store's own limit.</param>
    public async Task<Page> ReadAsync(
        string prefix, bool recursive, string? next, CancellationToken cancellation, int? maximumKeys = null)
    {
        var page = await requests.FindAsync(
            "list", prefix,
            (client, idle) => options.UseListObjectsV1
                ? ReadV1Async(client, prefix, recursive, next, maximumKeys, idle.Token)
                : ReadV2Async(client, prefix, recursive, next, maximumKeys, idle.Token),
            cancellation).ConfigureAwait(false);
        return page ?? new Page([], null);
    }

    private async Task<Page> ReadV2Async(
        Amazon.S3.AmazonS3Client client, string prefix, bool recursive, string? next, int? maximumKeys,
        CancellationToken cancellation)
    {
        var answer = await client.ListObjectsV2Async(
            new ListObjectsV2Request
            {
                BucketName = options.Bucket,
                Prefix = options.Prefix + prefix,
                Delimiter = recursive ? null : "/",
                ContinuationToken = next,
                MaxKeys = maximumKeys,
            },
            cancellation).ConfigureAwait(false);
        return new Page(answer.S3Objects ?? [], answer.IsTruncated == true ? answer.NextContinuationToken : null);
    }

    private async Task<Page> ReadV1Async(
        Amazon.S3.AmazonS3Client client, string prefix, bool recursive, string? next, int? maximumKeys,
        CancellationToken cancellation)
    {
        var answer = await client.ListObjectsAsync(
            new ListObjectsRequest
            {
                BucketName = options.Bucket,
                Prefix = options.Prefix + prefix,
                Delimiter = recursive ? null : "/",
                Marker = next,
                MaxKeys = maximumKeys,
            },
            cancellation).ConfigureAwait(false);
        var objects = answer.S3Objects ?? [];
        if (answer.IsTruncated != true) return new Page(objects, null);
        // NextMarker comes only with a delimiter.
        return new Page(objects, answer.NextMarker ?? (objects.Count > 0 ? objects[^1].Key : null));
    }

    internal sealed record Page(List<S3Object> Objects, string? Next);
}
