using System.Buffers.Binary;
using System.Text;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;

namespace Postern.Tests.Archiver.Core.Wal;

/// <summary>Writes records into pages as PostgreSQL does: eight bytes aligned, continued on the next page.</summary>
internal sealed class WalWriter
{
    private const int PageBytes = 8192;
    private readonly List<byte> _bytes = [];
    private readonly Lsn _start;
    private readonly ushort _magic;

    public WalWriter(Lsn start, ushort magic = 0xD110) => (_start, _magic) = (start, magic);

    public Lsn Position => _start + (ulong)_bytes.Count;

    /// <summary>All pages, the last one filled with zeros.</summary>
    public IEnumerable<byte[]> Pages()
    {
        var bytes = _bytes.ToArray();
        for (var offset = 0; offset < bytes.Length; offset += PageBytes)
        {
            var page = new byte[PageBytes];
            bytes.AsSpan(offset, Math.Min(PageBytes, bytes.Length - offset)).CopyTo(page);
            yield return page;
        }
    }

    /// <summary>A record with main data only; its start and end. A cut one ends with the page.</summary>
    public (Lsn Start, Lsn End) Append(byte manager, byte info, uint xid, ReadOnlySpan<byte> data, bool isCut = false)
    {
        var body = new byte[(data.Length > 255 ? 5 : 2) + data.Length];
        body[0] = (byte)(data.Length > 255 ? 254 : 255);
        if (data.Length > 255) BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(1), data.Length);
        else body[1] = (byte)data.Length;
        data.CopyTo(body.AsSpan(body.Length - data.Length));
        var record = new byte[24 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), xid);
        (record[16], record[17]) = (info, manager);
        body.CopyTo(record.AsSpan(24));
        var crc = Crc32C.Append(Crc32C.Append(Crc32C.Seed, body), record.AsSpan(0, 20));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(20), Crc32C.Finish(crc));

        if (_bytes.Count % PageBytes == 0) Header(0);
        var start = Position;
        var length = isCut ? Math.Min(record.Length, RoomInPage) : record.Length;
        for (var done = 0; done < length;)
        {
            if (_bytes.Count % PageBytes == 0) Header(record.Length - done);
            var count = Math.Min(length - done, PageBytes - (_bytes.Count % PageBytes));
            _bytes.AddRange(record.AsSpan(done, count));
            done += count;
        }
        while (_bytes.Count % 8 != 0) _bytes.Add(0);
        return (start, Position);
    }

    /// <summary>What a restart writes when the crash cut off a record at a page's end: the next page begins
    /// anew.</summary>
    public void CutPage()
    {
        while (_bytes.Count % PageBytes != 0) _bytes.Add(0);
        Header(0, flags: 8);
    }

    public int RoomInPage => PageBytes - (_bytes.Count % PageBytes);

    public static byte[] Time(DateTimeOffset time)
    {
        var bytes = new byte[8];
        var epoch = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, (time - epoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return bytes;
    }

    public static byte[] RestorePoint(DateTimeOffset time, string name)
    {
        var bytes = new byte[8 + 64];
        Time(time).CopyTo(bytes, 0);
        Encoding.UTF8.GetBytes(name).CopyTo(bytes, 8);
        return bytes;
    }

    private void Header(int remaining, ushort flags = 0)
    {
        var header = new byte[24];
        BinaryPrimitives.WriteUInt16LittleEndian(header, _magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), (ushort)(flags | (remaining > 0 ? 1 : 0)));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), Position.Value);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), remaining);
        _bytes.AddRange(header);
    }
}
