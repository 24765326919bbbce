using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Storage.Local;

/// <summary>
/// Reads a file from an offset on the caller's thread: from the page cache that takes less than a hop to a pool
/// thread.
/// </summary>
internal sealed class FileReadStream(SafeFileHandle file, long offset) : ReadStream
{
    private long _position = offset;

    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, buffer, _position);
        _position += read;
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
