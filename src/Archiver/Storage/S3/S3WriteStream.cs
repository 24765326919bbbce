using Amazon.S3.Model;
using Postern.Archiver.Failures;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// Gathers an object's bytes: one request when they fit into a part, else a multipart upload in which one part is
/// sent while the next is filled, or several where WALG_UPLOAD_CONCURRENCY says so. Holds one part more in memory than
/// it sends.
/// </summary>
internal sealed class S3WriteStream(
    S3Uploads uploads, string name, PutMode mode, CancellationToken cancellation) : WriteStream
{
    private const int LargestPartNumber = 10_000;

    private readonly List<PartETag> _parts = [];
    private ChunkedBuffer _filling = new();
    private readonly Queue<Task<PartETag>> _sending = [];
    private string? _uploadId;
    private int _lastNumber;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (RoomBytes == 0) SendPartAsync().GetAwaiter().GetResult();
            var taken = (int)Math.Min(buffer.Length, RoomBytes);
            _filling.Append(buffer[..taken]);
            buffer = buffer[taken..];
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!buffer.IsEmpty)
        {
            if (RoomBytes == 0) await SendPartAsync().ConfigureAwait(false);
            var taken = (int)Math.Min(buffer.Length, RoomBytes);
            _filling.Append(buffer.Span[..taken]);
            buffer = buffer[taken..];
        }
    }

    /// <summary>Publishes the object. False when it exists and the mode keeps it.</summary>
    public async Task<bool> CompleteAsync()
    {
        if (_uploadId is null)
            return await uploads.PutWholeAsync(name, mode, _filling, cancellation).ConfigureAwait(false);
        await SendPartAsync().ConfigureAwait(false);
        await FinishSendingAsync(0).ConfigureAwait(false);
        var created = await uploads.CompleteAsync(name, mode, _uploadId, _parts, cancellation).ConfigureAwait(false);
        if (!created) await AbortAsync().ConfigureAwait(false);
        _uploadId = null;
        return created;
    }

    /// <summary>
    /// Gives the parts back to the store, as far as it listens: what it keeps is paid for, but never seen.
    /// </summary>
    public async Task AbortAsync()
    {
        if (_uploadId is not { } uploadId) return;
        _uploadId = null;
        while (_sending.TryDequeue(out var sending))
        {
            try
            {
                _ = await sending.ConfigureAwait(false);
            }
            catch (Exception error) when (error is ArchiverException or OperationCanceledException or AbsentException)
            {
                // The failure that led here, or a further one.
            }
        }
        try
        {
            // The deadline of the whole push may be over already: a fast stop of the server waits for this.
            using var patience = new CancellationTokenSource(AbortPatience);
            await uploads.AbortAsync(name, uploadId, patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ArchiverException or OperationCanceledException)
        {
            // The first failure is the one to report.
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _filling.Dispose();
        base.Dispose(disposing);
    }

    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(3);

    private long RoomBytes => uploads.Options.PartSizeBytes - _filling.Length;

    private async Task SendPartAsync()
    {
        _uploadId ??= await uploads.BeginAsync(name, cancellation).ConfigureAwait(false);
        await FinishSendingAsync(uploads.Options.PartsAtATime - 1).ConfigureAwait(false);
        var number = ++_lastNumber;
        if (number > LargestPartNumber)
        {
            throw new ArchiverException(
                FailureCode.SettingInvalid,
                $"'{name}' needs more than {LargestPartNumber} parts of {uploads.Options.PartSizeBytes} bytes",
                "raise WALG_S3_MAX_PART_SIZE or lower WALG_TAR_SIZE_THRESHOLD.");
        }
        var part = _filling;
        _filling = new ChunkedBuffer();
        _sending.Enqueue(SendAsync(part, number));
    }

    private async Task<PartETag> SendAsync(ChunkedBuffer part, int number)
    {
        using (part)
            return await uploads.PutPartAsync(name, _uploadId!, number, part, cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until no more than so many parts are on their way.</summary>
    private async Task FinishSendingAsync(int remaining)
    {
        while (_sending.Count > remaining) _parts.Add(await _sending.Dequeue().ConfigureAwait(false));
    }
}
