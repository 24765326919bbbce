using Postern.Archiver.Compression;

namespace Postern.Tests.Archiver.Compression;

public sealed class NoCompressorTests : CompressorContract
{
    protected override ICompressor Compressor { get; } = new NoCompressor();

    protected override bool KnowsItsEnd => false;
}
