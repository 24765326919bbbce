using Postern.Archiver.Failures;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Storage.Decorators;

/// <summary>Reads an object and opens it again at the same place when the reading breaks off.</summary>
internal sealed class ResumingStream(
    Stream stream, long offset, string name, RetryLoop loop,
    Func<long, CancellationToken, Task<Stream?>> open) : ReadStream
{
    private Stream? _stream = stream;
    private long _position = offset;

    public override int Read(Span<byte> buffer)
    {
        if (_stream is { } current)
        {
            try
            {
                var read = current.Read(buffer);
                _position += read;
                return read;
            }
            catch (ArchiverException failure) when (StorageFailure.IsTransient(failure))
            {
                current.Dispose();
                _stream = null;
            }
        }
        var copy = new byte[buffer.Length];
        var length = ReadAsync(copy).AsTask().GetAwaiter().GetResult();
        copy.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await loop.RunAsync(
            token => ReadOnceAsync(buffer, token), cancellationToken, attempts: loop.ResumeAttempts)
            .ConfigureAwait(false);
        _position += read;
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _stream?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        _stream ??= await open(_position, cancellation).ConfigureAwait(false) ?? throw new ArchiverException(
            FailureCode.StorageMissing, $"'{name}' disappeared while it was read",
            "find out who deletes from the archive; a running delete and a restore exclude each other.");
        try
        {
            return await _stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (ArchiverException failure) when (StorageFailure.IsTransient(failure))
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
            _stream = null;
            throw;
        }
    }
}
