using System.Buffers.Binary;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// The number of a prepared transaction in the record that commits or aborts it. It stands behind lists of several
/// kinds, each there only when a flag says so (xact.h, xactdesc.c: ParseCommitRecord, ParseAbortRecord).
/// </summary>
internal static class PreparedXid
{
    private const uint HasDatabase = 1 << 0;
    private const uint HasSubtransactions = 1 << 1;
    private const uint HasRelations = 1 << 2;
    private const uint HasInvalidations = 1 << 3;
    private const uint HasTwoPhase = 1 << 4;
    private const uint HasDroppedStatistics = 1 << 8;

    /// <param name="data">From the flags on.</param>
    /// <param name="magic">Of the page: 18 made the items of dropped statistics longer.</param>
    /// <returns>0 when the record has none, or its lists are longer than what was kept of it.</returns>
    public static uint Find(ReadOnlySpan<byte> data, ushort magic)
    {
        var flags = Number(data, 0);
        if ((flags & HasTwoPhase) == 0) return 0;
        var position = (flags & HasDatabase) != 0 ? 12L : 4L;
        foreach (var (flag, itemBytes) in ((uint, int)[])
            [(HasSubtransactions, 4), (HasRelations, 12),
                (HasDroppedStatistics, magic >= WalPageHeader.MagicOf(18) ? 16 : 12), (HasInvalidations, 16)])
        {
            if ((flags & flag) != 0) position += 4 + ((long)Number(data, position) * itemBytes);
        }
        return Number(data, position);
    }

    private static uint Number(ReadOnlySpan<byte> data, long offset) =>
        offset + 4 <= data.Length ? BinaryPrimitives.ReadUInt32LittleEndian(data[(int)offset..]) : 0;
}
