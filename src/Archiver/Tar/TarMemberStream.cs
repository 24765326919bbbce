namespace Postern.Archiver.Tar;

/// <summary>The bytes of one member. Ends where the member does; an archive that ends earlier is damaged.</summary>
internal sealed class TarMemberStream : Stream
{
    private readonly Stream _source;
    private long _left;

    private TarMemberStream(Stream source, long sizeBytes) => (_source, _left) = (source, sizeBytes);

    public static TarMemberStream Over(Stream source, long sizeBytes) => new(source, sizeBytes);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 || buffer.IsEmpty) return 0;
        var read = _source.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (read == 0) throw new InvalidDataException($"a tar archive ends {_left} bytes before its member does");
        _left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public void SkipRest()
    {
        if (_left == 0) return;
        var buffer = new byte[(int)Math.Min(_left, 64 * 1024)];
        while (_left > 0) _ = Read(buffer);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
