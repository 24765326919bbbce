using Microsoft.Win32.SafeHandles;

namespace Postern.Durability;

/// <summary>
/// Writes a file from its start to its end. Asynchronous writes run at once on the caller's thread: to the page cache
/// they take less time than a hop to the thread pool.
/// </summary>
internal sealed class CallStream(IFileSystemCalls calls, SafeFileHandle file) : Stream
{
    /// <summary>A few pieces per segment: each is a request of its own to the disk.</summary>
    private const long PieceBytes = 2 << 20;

    private long _position;
    private long _begun;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        calls.Write(file, buffer, _position);
        _position += buffer.Length;
        if (_position - _begun < PieceBytes) return;
        // The disk works while the next piece is compressed.
        calls.BeginFlush(file, _begun, _position - _begun);
        _begun = _position;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
