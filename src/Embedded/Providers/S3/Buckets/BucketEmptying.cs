using Amazon.S3;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>
/// Deletes every object of a bucket, with its versions where the store keeps any, and unfinished uploads.
/// </summary>
internal sealed class BucketEmptying(AmazonS3Client client, string bucket)
{
    public async Task RunAsync(IProviderLog log, CancellationToken cancellation)
    {
        await AbortUploadsAsync(cancellation);
        var deleted = 0;
        while (await NextAsync(cancellation) is { Count: > 0 } batch)
        {
            var result = await client.DeleteObjectsAsync(
                new DeleteObjectsRequest { BucketName = bucket, Objects = batch, Quiet = true }, cancellation);
            if (result.DeleteErrors is [var error, ..])
            {
                throw new ProviderException(
                    $"deleting object '{error.Key}' of bucket '{bucket}': {error.Code}: {error.Message}");
            }
            deleted += batch.Count;
            log.Info($"deleted {deleted} objects of bucket '{bucket}'", ephemeral: true);
        }
    }

    private async Task<List<KeyVersion>> NextAsync(CancellationToken cancellation)
    {
        try
        {
            var page = await client.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket }, cancellation);
            var versions = (page.Versions ?? [])
                .Select(static version => new KeyVersion { Key = version.Key, VersionId = version.VersionId }).ToList();
            if (versions.Count > 0) return versions;
        }
        catch (AmazonS3Exception exception) when (S3Connection.IsNotOffered(exception))
        {
            // No versions there; the plain list has everything.
        }
        var plain = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }, cancellation);
        return [.. (plain.S3Objects ?? []).Select(static entry => new KeyVersion { Key = entry.Key })];
    }

    private async Task AbortUploadsAsync(CancellationToken cancellation)
    {
        try
        {
            var uploads = await client.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = bucket }, cancellation);
            foreach (var upload in uploads.MultipartUploads ?? [])
            {
                await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId, cancellation);
            }
        }
        catch (AmazonS3Exception exception) when (S3Connection.IsNotOffered(exception))
        {
            // No multipart uploads there.
        }
    }
}
