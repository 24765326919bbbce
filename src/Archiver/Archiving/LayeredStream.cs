namespace Postern.Archiver.Archiving;

/// <summary>The last of a stack of readers, which closes all of them: decoders do not own what they read
/// from.</summary>
internal sealed class LayeredStream(IReadOnlyList<Stream> layers) : Stream
{
    private readonly Stream _top = layers[^1];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => _top.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => _top.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _top.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _top.ReadAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            for (var layer = layers.Count - 1; layer >= 0; layer--) layers[layer].Dispose();
        }
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        for (var layer = layers.Count - 1; layer >= 0; layer--) await layers[layer].DisposeAsync();
        await base.DisposeAsync();
    }
}
