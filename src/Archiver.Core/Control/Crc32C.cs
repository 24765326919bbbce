using System.Buffers.Binary;
using System.Numerics;

namespace Postern.Archiver.Core.Control;

/// <summary>CRC-32C (Castagnoli) as PostgreSQL computes it for pg_control and for WAL records (pg_crc32c.h).</summary>
public static class Crc32C
{
    /// <summary>What a checksum starts from.</summary>
    public const uint Seed = 0xFFFFFFFF;

    public static uint Compute(ReadOnlySpan<byte> bytes) => Finish(Append(Seed, bytes));

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        foreach (var one in bytes) crc = BitOperations.Crc32C(crc, one);
        return crc;
    }

    public static uint Finish(uint crc) => ~crc;
}
