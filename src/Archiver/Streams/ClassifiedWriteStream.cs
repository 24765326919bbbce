namespace Postern.Archiver.Streams;

/// <summary>
/// Writes, and raises failures of the destination as what <c>classify</c> makes of them, so that they are never taken
/// for failures of the source that is being copied. Leaves the destination open.
/// </summary>
public sealed class ClassifiedWriteStream(Stream destination, Func<Exception, Exception?> classify) : WriteStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            destination.Write(buffer);
        }
        catch (Exception error) when (classify(error) is { } failure)
        {
            throw failure;
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (classify(error) is { } failure)
        {
            throw failure;
        }
    }
}
