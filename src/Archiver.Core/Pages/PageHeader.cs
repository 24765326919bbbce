using System.Buffers.Binary;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Pages;

/// <summary>
/// The first 24 bytes of a data page, little endian. Follows <c>PageHeaderData</c> of PostgreSQL's <c>bufpage.h</c>;
/// validity is that of <c>PageIsVerified</c> as WAL-G's <c>postgres_page_header.go</c> words it.
/// </summary>
public readonly record struct PageHeader(
    Lsn PageLsn, ushort Checksum, ushort Flags, ushort Lower, ushort Upper, ushort Special, ushort PageSizeVersion)
{
    public const int SizeBytes = 24;
    private const ushort KnownFlags = 0x7;
    private const ushort NewestLayout = 5;

    /// <summary>An extended page that was never initialised: PostgreSQL's <c>PageIsNew</c>.</summary>
    public bool IsNew => Upper == 0;

    public static PageHeader Read(ReadOnlySpan<byte> page)
    {
        var high = BinaryPrimitives.ReadUInt32LittleEndian(page);
        var low = BinaryPrimitives.ReadUInt32LittleEndian(page[4..]);
        return new PageHeader(
            new Lsn(((ulong)high << 32) | low),
            BinaryPrimitives.ReadUInt16LittleEndian(page[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(page[10..]),
            BinaryPrimitives.ReadUInt16LittleEndian(page[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(page[14..]),
            BinaryPrimitives.ReadUInt16LittleEndian(page[16..]),
            BinaryPrimitives.ReadUInt16LittleEndian(page[18..]));
    }

    /// <summary>Whether the fields make sense together; says nothing about the rest of the page.</summary>
    public bool IsValid(int pageSizeBytes) =>
        (Flags & ~KnownFlags) == 0
        && Lower >= SizeBytes
        && Lower <= Upper
        && Upper <= Special
        && Special <= pageSizeBytes
        && !PageLsn.IsZero
        && (PageSizeVersion & 0xFF00) == pageSizeBytes
        && (PageSizeVersion & 0x00FF) <= NewestLayout;
}
