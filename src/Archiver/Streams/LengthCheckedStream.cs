namespace Postern.Archiver.Streams;

/// <summary>
/// Reads exactly the announced number of bytes: an earlier end raises what <c>tooShort</c> makes of the number of
/// bytes that came. After the last byte the source is asked once more, so that it can raise what it found at its own
/// end (a wrong checksum). Owns the source.
/// </summary>
public sealed class LengthCheckedStream(Stream source, long lengthBytes, Func<long, Exception> tooShort) : ReadStream
{
    private long _read;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        var wanted = Wanted(buffer.Length);
        if (wanted > 0) return Count(source.Read(buffer[..wanted]));
        if (buffer.IsEmpty || _ended) return 0;
        _ended = true;
        return Count(source.Read(stackalloc byte[1]));
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Wanted(buffer.Length);
        if (wanted > 0)
            return Count(await source.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false));
        if (buffer.IsEmpty || _ended) return 0;
        _ended = true;
        return Count(await source.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false));
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private int Wanted(int space) => (int)Math.Min(space, lengthBytes - _read);

    private int Count(int read)
    {
        if (_ended) return 0;
        if (read == 0) throw tooShort(_read);
        _read += read;
        return read;
    }
}
