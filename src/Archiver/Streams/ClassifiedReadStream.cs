namespace Postern.Archiver.Streams;

/// <summary>Reads, and raises failures of the source as what <c>classify</c> makes of them. Owns the source.</summary>
public sealed class ClassifiedReadStream(Stream source, Func<Exception, Exception?> classify) : ReadStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return source.Read(buffer);
        }
        catch (Exception error) when (classify(error) is { } failure)
        {
            throw failure;
        }
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (classify(error) is { } failure)
        {
            throw failure;
        }
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
}
