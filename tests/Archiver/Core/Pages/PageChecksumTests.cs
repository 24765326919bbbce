using System.Buffers.Binary;
using Postern.Archiver.Core.Pages;
using Xunit;

namespace Postern.Tests.Archiver.Core.Pages;

public sealed class PageChecksumTests
{
    [Fact]
    public void Agrees_with_the_plain_algorithm_of_the_server()
    {
        var page = new byte[8192];
        for (uint seed = 0; seed < 20; seed++)
        {
            TestBytes.Random(8192, (int)seed).CopyTo(page, 0);
            Assert.Equal(Plain(page, seed * 7919), PageChecksum.Compute(page, seed * 7919));
        }
    }

    [Fact]
    public void Takes_its_own_field_as_zero_and_leaves_the_page_alone()
    {
        var page = new byte[8192];
        TestBytes.Random(8192).CopyTo(page, 0);
        var before = PageChecksum.Compute(page, 5);
        BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(8), 0xBEEF);
        Assert.Equal(before, PageChecksum.Compute(page, 5));
        Assert.Equal(0xBEEF, BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(8)));
    }

    [Fact]
    public void Depends_on_the_block_number() =>
        Assert.NotEqual(PageChecksum.Compute(new byte[8192], 1), PageChecksum.Compute(new byte[8192], 2));

    [Fact]
    public void A_zero_page_is_intact_and_one_that_only_looks_new_is_not()
    {
        var page = new byte[8192];
        Assert.True(PageCheck.IsIntact(page, 3));
        page[100] = 1;
        Assert.False(PageCheck.IsIntact(page, 3));
    }

    private static ushort Plain(byte[] page, uint block)
    {
        uint[] sums =
        [
            0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
            0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
            0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
            0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756,
        ];
        var copy = (byte[])page.Clone();
        copy[8] = copy[9] = 0;
        for (var row = 0; row < 64; row++)
        {
            for (var lane = 0; lane < 32; lane++)
                sums[lane] =
                    Mix(sums[lane], BinaryPrimitives.ReadUInt32LittleEndian(copy.AsSpan(row * 128 + lane * 4)));
        }
        uint result = 0;
        for (var lane = 0; lane < 32; lane++) result ^= Mix(Mix(sums[lane], 0), 0);
        return (ushort)((result ^ block) % 65535 + 1);
    }

    private static uint Mix(uint sum, uint value)
    {
        var mixed = sum ^ value;
        return unchecked(mixed * 16777619) ^ (mixed >> 17);
    }
}
