using System.Buffers;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// A part's bytes in pieces of 256 KiB: it takes no more memory than it holds, and no copy when it grows. Written
/// first, then read as often as a request needs.
/// </summary>
internal sealed class ChunkedBuffer : Stream
{
    private const int ChunkSizeBytes = 256 * 1024;

    private readonly List<byte[]> _chunks = [];
    private long _length;
    private long _position;

    /// <summary>Called with each read: an upload makes progress.</summary>
    public Action? Progress { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var at = (int)(_length % ChunkSizeBytes);
            if (at == 0) _chunks.Add(ArrayPool<byte>.Shared.Rent(ChunkSizeBytes));
            var taken = Math.Min(bytes.Length, ChunkSizeBytes - at);
            bytes[..taken].CopyTo(_chunks[^1].AsSpan(at));
            _length += taken;
            bytes = bytes[taken..];
        }
    }

    public override int Read(Span<byte> buffer)
    {
        Progress?.Invoke();
        if (_position >= _length) return 0;
        var at = (int)(_position % ChunkSizeBytes);
        var taken = (int)Math.Min(Math.Min(buffer.Length, ChunkSizeBytes - at), _length - _position);
        _chunks[(int)(_position / ChunkSizeBytes)].AsSpan(at, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var chunk in _chunks) ArrayPool<byte>.Shared.Return(chunk);
        _chunks.Clear();
        _length = 0;
        base.Dispose(disposing);
    }
}
