using System.Buffers.Binary;

namespace Postern.Archiver.Core.Pages;

/// <summary>
/// The head of an increment, WAL-G's layout of a changed file: signature, size of the whole file, the number of pages,
/// their block numbers (relative to this segment file, ascending); the page images follow in the same order. Follows
/// WAL-G's <c>pagefile.go</c>.
/// </summary>
/// <param name="FileSizeBytes">Size of the whole file at backup time.</param>
/// <param name="Blocks">Numbers of the blocks that the increment holds.</param>
public sealed record IncrementHeader(long FileSizeBytes, IReadOnlyList<uint> Blocks)
{
    private const uint Signature = 0x55316977;
    private const int FixedBytes = 16;

    public int SizeBytes => FixedBytes + 4 * Blocks.Count;

    /// <summary>Bytes of the whole increment.</summary>
    public long TotalBytes(int pageSizeBytes) => SizeBytes + (long)Blocks.Count * pageSizeBytes;

    public byte[] ToBytes()
    {
        var bytes = new byte[SizeBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Signature);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), FileSizeBytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Blocks.Count);
        for (var i = 0; i < Blocks.Count; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(FixedBytes + 4 * i), Blocks[i]);
        return bytes;
    }

    /// <summary>
    /// Reads the head. The stream then stands at the first page image.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// Wrong signature, a count that the member's size contradicts, block numbers that do not ascend or lie beyond the
    /// file's size: WAL-G writes such a block without complaint, which makes a wrong file.
    /// </exception>
    public static IncrementHeader Read(Stream source, long memberBytes, int pageSizeBytes)
    {
        Span<byte> head = stackalloc byte[FixedBytes];
        if (memberBytes < FixedBytes) throw new InvalidDataException("an increment is shorter than its head");
        source.ReadExactly(head);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Signature)
            throw new InvalidDataException("an increment does not begin with its signature");
        var fileSizeBytes = BinaryPrimitives.ReadInt64LittleEndian(head[4..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(head[12..]);
        if (fileSizeBytes < 0 || FixedBytes + (4L + pageSizeBytes) * count != memberBytes)
            throw new InvalidDataException($"an increment of {count} pages cannot have {memberBytes} bytes");
        var blocks = new uint[count];
        Span<byte> number = stackalloc byte[4];
        for (var i = 0; i < blocks.Length; i++)
        {
            source.ReadExactly(number);
            blocks[i] = BinaryPrimitives.ReadUInt32LittleEndian(number);
            if (i > 0 && blocks[i] <= blocks[i - 1])
                throw new InvalidDataException("the block numbers of an increment do not ascend");
        }
        if (blocks.Length > 0 && ((long)blocks[^1] + 1) * pageSizeBytes > fileSizeBytes)
            throw new InvalidDataException($"block {blocks[^1]} of an increment lies beyond {fileSizeBytes} bytes");
        return new IncrementHeader(fileSizeBytes, blocks);
    }
}
