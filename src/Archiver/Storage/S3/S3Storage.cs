using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3.Model;
using Postern.Archiver.Streams;
using Postern.Durability;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// Objects of a bucket below a prefix. Works with AWS and with stores that speak S3: nothing newer than multipart
/// uploads is needed, and If-None-Match is used where it is known.
/// </summary>
public sealed class S3Storage : IStorage
{
    private const int FewKeys = 5;

    private readonly S3Options _options;
    private readonly TimeProvider _time;
    private readonly S3Requests _requests;
    private readonly S3Uploads _uploads;
    private readonly S3Deletion _deletion;
    private readonly S3Listing _listing;

    internal S3Storage(S3Options options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _requests = new S3Requests(options, time);
        _uploads = new S3Uploads(options, time, _requests);
        _deletion = new S3Deletion(options, _requests);
        _listing = new S3Listing(options, _requests);
    }

    public string Location => _options.Location;

    public async Task<StoredObject?> StatAsync(string name, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        var request = new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = _options.Prefix + name };
        S3CustomerKey.Add(request, _options);
        var found = await _requests.FindAsync(
            "look for", name, (client, idle) => client.GetObjectMetadataAsync(request, idle.Token), cancellation)
            .ConfigureAwait(false);
        return found is null ? null : new StoredObject(name, found.ContentLength, TimeOf(found.LastModified));
    }

    public async Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        var request = new GetObjectRequest { BucketName = _options.Bucket, Key = _options.Prefix + name };
        if (offset > 0) request.ByteRange = new ByteRange($"bytes={offset}-");
        S3CustomerKey.Add(request, _options);
        GetObjectResponse? found;
        try
        {
            found = await _requests.FindAsync(
                "read", name, (client, idle) => GetAsync(client, request, idle.Token), cancellation)
                .ConfigureAwait(false);
        }
        catch (EmptyRangeException)
        {
            return Stream.Null;
        }
        if (found is null) return null;
        var length = found.Headers.ContentLength;
        if (length < 0 || (offset > 0 && found.HttpStatusCode != HttpStatusCode.PartialContent))
        {
            found.Dispose();
            throw StorageFailure.CutShort($"{Location}/{name}", 0, length);
        }
        var source = new S3ReadStream(found, name, _options, _time, _requests.Failure);
        return new LengthCheckedStream(
            source, length,
            read => StorageFailure.CutShort($"{Location}/{name}", offset + read, offset + length));
    }

    public async Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        ObjectName.Check(name);
        // Also where the store knows If-None-Match: a HEAD costs less than compressing and sending the object in vain.
        if (mode == PutMode.CreateOnly && await StatAsync(name, cancellation).ConfigureAwait(false) is not null)
            return false;
        return await _uploads.PutAsync(name, mode, write, cancellation).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            var page = await _listing.ReadAsync(prefix, recursive, next, cancellation).ConfigureAwait(false);
            foreach (var found in page.Objects)
            {
                var name = found.Key[_options.Prefix.Length..];
                if (!IsObject(name)) continue;
                yield return new StoredObject(name, found.Size ?? 0, TimeOf(found.LastModified));
            }
            next = page.Next;
        }
        while (next is not null);
    }

    public async Task<bool> AnyAsync(string prefix, CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            var page = await _listing.ReadAsync(prefix, recursive: true, next, cancellation, FewKeys)
                .ConfigureAwait(false);
            if (page.Objects.Exists(found => IsObject(found.Key[_options.Prefix.Length..]))) return true;
            next = page.Next;
        }
        while (next is not null);
        return false;
    }

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        foreach (var name in names) ObjectName.Check(name);
        return _deletion.DeleteAsync(names, cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _requests.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Some consoles make an empty object for a folder.</summary>
    private static bool IsObject(string name) =>
        name.Length > 0 && !name.EndsWith('/') && !TemporaryName.Is(name);

    private static async Task<GetObjectResponse> GetAsync(
        Amazon.S3.AmazonS3Client client, GetObjectRequest request, CancellationToken cancellation)
    {
        try
        {
            return await client.GetObjectAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (AmazonServiceException error) when (error.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new EmptyRangeException();
        }
    }

    private static DateTimeOffset TimeOf(DateTime? modified) =>
        modified is { } time ? new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;

    /// <summary>The range begins at the object's end.</summary>
    private sealed class EmptyRangeException : Exception;
}
