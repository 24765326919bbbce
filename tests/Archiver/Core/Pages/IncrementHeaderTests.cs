using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Core.Pages;
using Xunit;

namespace Postern.Tests.Archiver.Core.Pages;

public sealed class IncrementHeaderTests
{
    private const int Page = 8192;

    [Fact]
    public void Survives_a_round_trip() => Prop.ForAll<byte[]>(numbers =>
    {
        var header = new IncrementHeader(256L * Page, [.. numbers.Distinct().Select(number => (uint)number).Order()]);
        var read = IncrementHeader.Read(new MemoryStream(header.ToBytes()), header.TotalBytes(Page), Page);
        return read.FileSizeBytes == header.FileSizeBytes && read.Blocks.SequenceEqual(header.Blocks);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_pages_it_is_sixteen_bytes() =>
        Assert.Equal(
            "77693155002000000000000000000000", Convert.ToHexStringLower(new IncrementHeader(Page, []).ToBytes()));

    [Fact]
    public void Rejects_another_version() => Reject(bytes => bytes[2] = 0x32, "signature");

    [Fact]
    public void Rejects_a_block_beyond_the_file() => Reject(bytes => bytes[16] = 200, "beyond");

    [Fact]
    public void Rejects_blocks_that_do_not_ascend() => Reject(bytes => bytes[20] = 1, "ascend");

    [Fact]
    public void Rejects_a_count_that_the_size_contradicts() => Reject(bytes => bytes[12] = 9, "cannot have");

    private static void Reject(Action<byte[]> damage, string text)
    {
        var header = new IncrementHeader(10 * Page, [1, 2]);
        var bytes = header.ToBytes();
        if (text == "beyond") bytes = new IncrementHeader(10 * Page, [1]).ToBytes();
        damage(bytes);
        var size = bytes.Length + (bytes.Length - 16) / 4L * Page;
        var error =
            Assert.Throws<InvalidDataException>(() => IncrementHeader.Read(new MemoryStream(bytes), size, Page));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
