using Postern.Archiver.Failures;

namespace Postern.Archiver.Compression;

/// <summary>A compression method's reading half, without streams.</summary>
internal abstract class Decoder : IDisposable
{
    /// <summary>
    /// Whether the input may end here: the end mark and its checksums have been seen, or nothing at all.
    /// </summary>
    public abstract bool IsComplete { get; }

    /// <summary>
    /// Takes some of the input, which may be empty, and gives some output; neither of both means that more input is
    /// needed. Returns the number of bytes of output.
    /// </summary>
    /// <exception cref="ArchiverException">ObjectCorrupt or FormatUnsupported.</exception>
    public abstract int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed);

    public abstract void Dispose();
}
