using System.Buffers.Binary;
using Postern.Archiver.Core.Control;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// A WAL page's header (xlog_internal.h: XLogPageHeaderData and XLogLongPageHeaderData), little endian. Only the first
/// page of a segment is long: it names the cluster, the segment size and the page size. Pages carry no checksum;
/// records do.
/// </summary>
public sealed record WalPageHeader(
    ushort Magic, ushort Flags, TimelineId Timeline, Lsn PageAddress, uint RemainingBytes, WalLongHeader? Long)
{
    public const int ShortSizeBytes = 24;
    public const int LongSizeBytes = 40;

    /// <summary>The page's first record began on an earlier page.</summary>
    public bool IsContinued => (Flags & 1) != 0;

    /// <summary>A crash cut off the record that the page before began: it never ends
    /// (XLOG_OVERWRITE_CONTRECORD).</summary>
    public bool IsOverwritten => (Flags & 8) != 0;

    public int SizeBytes => Long is null ? ShortSizeBytes : LongSizeBytes;

    /// <summary>PostgreSQL's major version, or null for a magic number of a release that is not known here.</summary>
    public int? Major => MajorOf(Magic);

    /// <summary>Null when the bytes are too short or the magic number is none of PostgreSQL's.</summary>
    public static WalPageHeader? TryParse(ReadOnlySpan<byte> page)
    {
        if (page.Length < ShortSizeBytes) return null;
        var magic = BinaryPrimitives.ReadUInt16LittleEndian(page);
        // All releases since 9.2 have 0xD0 or 0xD1 above; a later one than the table's must not stop an archive.
        if (magic >> 8 is not (0xD0 or 0xD1)) return null;
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(page[2..]);
        WalLongHeader? longHeader = null;
        if ((flags & 2) != 0)
        {
            if (page.Length < LongSizeBytes) return null;
            longHeader = new WalLongHeader(
                new SystemIdentifier(BinaryPrimitives.ReadUInt64LittleEndian(page[24..])),
                BinaryPrimitives.ReadUInt32LittleEndian(page[32..]),
                BinaryPrimitives.ReadUInt32LittleEndian(page[36..]));
        }
        return new WalPageHeader(
            magic, flags, new TimelineId(BinaryPrimitives.ReadUInt32LittleEndian(page[4..])),
            new Lsn(BinaryPrimitives.ReadUInt64LittleEndian(page[8..])),
            BinaryPrimitives.ReadUInt32LittleEndian(page[16..]), longHeader);
    }

    /// <summary>The magic number of a major version's WAL, or null when the version is not known here.</summary>
    public static ushort? MagicOf(int major) => major switch
    {
        13 => 0xD106,
        14 => 0xD10D,
        15 => 0xD110,
        16 => 0xD113,
        17 => 0xD116,
        18 => 0xD118,
        _ => null,
    };

    private static int? MajorOf(ushort magic)
    {
        for (var major = 13; major <= 18; major++)
        {
            if (MagicOf(major) == magic) return major;
        }
        return null;
    }
}

/// <summary>What only the first page of a segment says.</summary>
public sealed record WalLongHeader(SystemIdentifier SystemIdentifier, uint SegmentSizeBytes, uint PageSizeBytes);
