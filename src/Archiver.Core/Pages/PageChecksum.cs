using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Postern.Archiver.Core.Pages;

/// <summary>
/// The checksum of a data page: 32 interleaved FNV-1a lanes, folded, mixed with the block number, and reduced to
/// 1..65535. Follows PostgreSQL's <c>src/include/storage/checksum_impl.h</c>.
/// </summary>
public static class PageChecksum
{
    private const int Lanes = 32;
    private const int LaneBytes = Lanes * sizeof(uint);
    private const uint Prime = 16777619;
    private const int ChecksumOffset = 8;

    private static readonly uint[] Offsets =
    [
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756,
    ];

    /// <summary>
    /// The checksum that the page should carry. <paramref name="blockNumber"/> counts from the relation's start, over
    /// all its segment files. The page's own checksum field is taken as zero; the page is not changed.
    /// </summary>
    /// <param name="page">One page; its length is a multiple of 128 bytes.</param>
    /// <param name="blockNumber">The block's number in the relation fork.</param>
    public static ushort Compute(ReadOnlySpan<byte> page, uint blockNumber)
    {
        // Only the first 128 bytes hold the field that counts as zero, so only they are copied.
        Span<byte> first = stackalloc byte[LaneBytes];
        page[..LaneBytes].CopyTo(first);
        BinaryPrimitives.WriteUInt16LittleEndian(first[ChecksumOffset..], 0);
        Span<uint> sums = stackalloc uint[Lanes];
        Offsets.CopyTo(sums);
        if (Vector256.IsHardwareAccelerated) Mix256(sums, first, page[LaneBytes..]);
        else Mix128(sums, first, page[LaneBytes..]);
        uint folded = 0;
        foreach (var sum in sums) folded ^= sum;
        return unchecked((ushort)((folded ^ blockNumber) % 65535 + 1));
    }

    private static void Mix256(Span<uint> sums, ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        var a = Vector256.Create<uint>(sums);
        var b = Vector256.Create<uint>(sums[8..]);
        var c = Vector256.Create<uint>(sums[16..]);
        var d = Vector256.Create<uint>(sums[24..]);
        var rows = MemoryMarshal.Cast<byte, Vector256<uint>>(first);
        Step(ref a, rows[0]);
        Step(ref b, rows[1]);
        Step(ref c, rows[2]);
        Step(ref d, rows[3]);
        rows = MemoryMarshal.Cast<byte, Vector256<uint>>(rest);
        for (var i = 0; i + 3 < rows.Length; i += 4)
        {
            Step(ref a, rows[i]);
            Step(ref b, rows[i + 1]);
            Step(ref c, rows[i + 2]);
            Step(ref d, rows[i + 3]);
        }
        for (var round = 0; round < 2; round++)
        {
            Step(ref a, default);
            Step(ref b, default);
            Step(ref c, default);
            Step(ref d, default);
        }
        a.CopyTo(sums);
        b.CopyTo(sums[8..]);
        c.CopyTo(sums[16..]);
        d.CopyTo(sums[24..]);
    }

    private static void Step(ref Vector256<uint> sum, Vector256<uint> value)
    {
        var mixed = sum ^ value;
        sum = (mixed * Prime) ^ Vector256.ShiftRightLogical(mixed, 17);
    }

    private static void Mix128(Span<uint> sums, ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        var lanes = MemoryMarshal.Cast<uint, Vector128<uint>>(sums);
        MixRow(lanes, MemoryMarshal.Cast<byte, Vector128<uint>>(first));
        var rows = MemoryMarshal.Cast<byte, Vector128<uint>>(rest);
        for (var i = 0; i + 7 < rows.Length; i += 8) MixRow(lanes, rows.Slice(i, 8));
        Span<Vector128<uint>> zero = stackalloc Vector128<uint>[8];
        MixRow(lanes, zero);
        MixRow(lanes, zero);
    }

    private static void MixRow(Span<Vector128<uint>> lanes, ReadOnlySpan<Vector128<uint>> row)
    {
        for (var lane = 0; lane < 8; lane++)
        {
            var mixed = lanes[lane] ^ row[lane];
            lanes[lane] = (mixed * Prime) ^ Vector128.ShiftRightLogical(mixed, 17);
        }
    }
}
