namespace Postern.Archiver.Compression;

/// <summary>A compression method's writing half, without streams: bytes in, bytes out.</summary>
internal abstract class Encoder : IDisposable
{
    /// <summary>The size of the pieces that <see cref="Encode"/> is given, but for the last.</summary>
    public abstract int InputSizeBytes { get; }

    /// <summary>The room that <see cref="Encode"/> and <see cref="Finish"/> are given.</summary>
    public abstract int OutputSizeBytes { get; }

    /// <summary>Takes some of the input and gives some output. Returns the number of bytes of output.</summary>
    public abstract int Encode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed);

    /// <summary>Ends the frame; called until <paramref name="done"/>.</summary>
    public abstract int Finish(Span<byte> output, out bool done);

    public abstract void Dispose();
}
