namespace Postern.Archiver.Streams;

/// <summary>
/// Reads exactly the announced number of bytes: an earlier end raises what <c>tooShort</c> makes of the number of bytes that
/// came, and what follows is not read. Owns the source.
/// </summary>
public sealed class LengthCheckedStream(Stream source, long lengthBytes, Func<long, Exception> tooShort) : ReadStream
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        var wanted = Wanted(buffer.Length);
        return wanted == 0 ? 0 : Count(source.Read(buffer[..wanted]));
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Wanted(buffer.Length);
        return wanted == 0
            ? 0
            : Count(await source.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false));
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
        if (read == 0) throw tooShort(_read);
        _read += read;
        return read;
    }
}
