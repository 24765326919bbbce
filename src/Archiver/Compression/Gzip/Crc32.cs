namespace Postern.Archiver.Compression.Gzip;

/// <summary>The CRC-32 of gzip (RFC 1952, section 8).</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = MakeTable();

    /// <summary>
    /// The checksum of what was before, of which <paramref name="crc"/> is the checksum (0: nothing), and these
    /// bytes.
    /// </summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            crc = ~crc;
            foreach (var value in bytes) crc = Table[(byte)crc ^ value] ^ (crc >> 8);
            return ~crc;
        }
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint index = 0; index < table.Length; index++)
        {
            var value = index;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            table[index] = value;
        }
        return table;
    }
}
