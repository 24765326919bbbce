using System.Buffers.Binary;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;

namespace Postern.Tests.Archiver.Core.Wal;

/// <summary>Makes segments whose first page is what PostgreSQL writes; the rest is filled with a pattern.</summary>
internal static class WalBytes
{
    public const ulong System = 7711081477419654336;

    public static byte[] Segment(
        string name, int sizeBytes = 1 << 20, ulong system = System, int fill = 1, uint? timeline = null)
    {
        var segment = WalSegmentName.Parse(name[..WalSegmentName.Length]);
        var size = SegmentSize.FromBytes(sizeBytes);
        var bytes = new byte[sizeBytes];
        for (var index = WalPageHeader.LongSizeBytes; index < bytes.Length; index++)
            bytes[index] = unchecked((byte)((index / 64) + fill));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, 0xD110);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), timeline ?? segment.Timeline.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), segment.StartLsn(size).Value);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), system);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(32), (uint)sizeBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(36), 8192);
        return bytes;
    }

    /// <summary>A control file of PostgreSQL 15 with a right checksum.</summary>
    public static byte[] Control(
        ulong system = System, int segmentBytes = 1 << 20, ClusterState state = ClusterState.InProduction)
    {
        var bytes = new byte[ControlFile.SizeBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, system);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), 1300);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), 202209061);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), (uint)state);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(48), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(216), 8192);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(224), 8192);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(228), (uint)segmentBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(288), Crc32C.Compute(bytes.AsSpan(0, 288)));
        return bytes;
    }
}
