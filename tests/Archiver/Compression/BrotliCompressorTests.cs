using Postern.Archiver.Compression;

namespace Postern.Tests.Archiver.Compression;

public sealed class BrotliCompressorTests : CompressorContract
{
    protected override ICompressor Compressor { get; } = new BrotliCompressor();
}
