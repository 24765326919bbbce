using Amazon.Runtime;
using Amazon.S3.Model;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// An answer's body. A read that brings nothing within the idle timeout fails, and failures are classified.
/// </summary>
internal sealed class S3ReadStream(
    GetObjectResponse response, string name, S3Options options, TimeProvider time, S3Failure failures) : ReadStream
{
    private readonly Stream _body = response.ResponseStream;

    public override int Read(Span<byte> buffer)
    {
        // Only asynchronous reads can be given up.
        var copy = new byte[Math.Min(buffer.Length, 256 * 1024)];
        var length = ReadAsync(copy).AsTask().GetAwaiter().GetResult();
        copy.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var idle = new IdleTimeout(options.IdleTimeout, time, cancellationToken);
        try
        {
            return await _body.ReadAsync(buffer, idle.Token).ConfigureAwait(false);
        }
        catch (Exception) when (idle.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw failures.TimedOut("read", name);
        }
        catch (Exception error) when (failures.Classify(error, "read", name) is { } failure)
        {
            throw failure;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                response.Dispose();
            }
            catch (AmazonClientException error) when (failures.Classify(error, "read", name) is { } failure)
            {
                // The SDK compares with the ETag here when the reader stopped exactly at the last byte.
                throw failure;
            }
        }
        base.Dispose(disposing);
    }
}
