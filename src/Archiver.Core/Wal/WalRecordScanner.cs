using System.Buffers.Binary;
using System.Text;
using Postern.Archiver.Core.Control;

namespace Postern.Archiver.Core.Wal;

/// <summary>
/// Finds the ends of transactions and the restore points in WAL, page by page in order (xlogrecord.h, xact.h,
/// pg_control.h). Every record's CRC-32C is verified. Pages may begin in the middle of WAL: what continues an unseen
/// record is skipped.
/// </summary>
/// <param name="found">Called for each mark, in order.</param>
public sealed class WalRecordScanner(Action<WalMark> found)
{
    private const int HeaderBytes = 24;
    private const int CrcOffset = 20;
    // The header, and as much as a restore point's record needs (its time and a name of 64 bytes) or a prepared
    // transaction's usually does.
    private const int KeptBytes = 512;
    private const byte RmgrXlog = 0;
    private const byte RmgrXact = 1;
    private const byte InfoRestorePoint = 0x70;
    private const byte InfoSwitch = 0x40;
    private const byte InfoOnlineCheckpoint = 0x10;

    /// <summary>xact.h: XLOG_XACT_*.</summary>
    private enum XactOperation : byte
    {
        Commit = 0x00,
        Abort = 0x20,
        CommitPrepared = 0x30,
        AbortPrepared = 0x40,
    }

    private readonly byte[] _kept = new byte[KeptBytes];
    private uint _crc;
    private uint _totalBytes;
    private uint _doneBytes;
    private uint _skipBytes;
    private Lsn _start;
    private ushort _magic;

    /// <summary>A record has begun and continues on the next page.</summary>
    public bool IsInRecord => _totalBytes > 0;

    /// <summary>The position after the last whole record that was seen.</summary>
    public Lsn LastEnd { get; private set; }

    /// <summary>Where the first checkpoint record that was seen begins, or null.</summary>
    public Lsn? FirstCheckpoint { get; private set; }

    /// <summary>
    /// Reads one page. False when WAL ends on it: nothing but zeros follows, a segment switch, or a record that is not
    /// valid. Pages of the same segment after that have nothing to say; the next segment's first page does.
    /// </summary>
    public bool Read(ReadOnlySpan<byte> page)
    {
        if (WalPageHeader.TryParse(page) is not { } header) return Stop();
        if (!Join(header)) return Stop();
        _magic = header.Magic;
        for (var position = header.SizeBytes; position < page.Length;)
        {
            if (_skipBytes > 0)
            {
                var skipped = (int)Math.Min(_skipBytes, (uint)(page.Length - position));
                _skipBytes -= (uint)skipped;
                position = Align(position + skipped);
                continue;
            }
            if (_totalBytes == 0)
            {
                var total = BinaryPrimitives.ReadUInt32LittleEndian(page[position..]);
                if (total < HeaderBytes) return Stop();
                Begin(total, header.PageAddress + (ulong)position);
            }
            var count = (int)Math.Min(_totalBytes - _doneBytes, (uint)(page.Length - position));
            Take(page.Slice(position, count));
            position += count;
            if (_doneBytes < _totalBytes) continue;
            position = Align(position);
            if (!Finish(header.PageAddress + (ulong)position)) return Stop();
        }
        return true;
    }

    private bool Join(WalPageHeader header)
    {
        if (header.IsOverwritten) _totalBytes = 0;
        if (_totalBytes > 0) return header.IsContinued && header.RemainingBytes == _totalBytes - _doneBytes;
        _skipBytes = header.IsContinued ? header.RemainingBytes : 0;
        return true;
    }

    private void Begin(uint total, Lsn start)
    {
        (_totalBytes, _doneBytes, _start, _crc) = (total, 0, start, Crc32C.Seed);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        var room = KeptBytes - (int)Math.Min(_doneBytes, KeptBytes);
        if (room > 0) bytes[..Math.Min(room, bytes.Length)].CopyTo(_kept.AsSpan((int)_doneBytes));
        var headerLeft = _doneBytes < HeaderBytes ? (int)(HeaderBytes - _doneBytes) : 0;
        if (bytes.Length > headerLeft) _crc = Crc32C.Append(_crc, bytes[headerLeft..]);
        _doneBytes += (uint)bytes.Length;
    }

    private bool Finish(Lsn end)
    {
        var length = (int)Math.Min(_totalBytes, KeptBytes);
        var crc = Crc32C.Finish(Crc32C.Append(_crc, _kept.AsSpan(0, CrcOffset)));
        if (crc != BinaryPrimitives.ReadUInt32LittleEndian(_kept.AsSpan(CrcOffset))) return false;
        _totalBytes = 0;
        LastEnd = end;
        var (info, manager) = (_kept[16], _kept[17]);
        if (manager == RmgrXact) ReadTransaction(info, length, end);
        if (manager != RmgrXlog) return true;
        var operation = info & 0xF0;
        if (operation == InfoRestorePoint) ReadRestorePoint(length, end);
        // Zero is the checkpoint of a shutdown.
        if (operation is 0 or InfoOnlineCheckpoint) FirstCheckpoint ??= _start;
        return operation != InfoSwitch;
    }

    private void ReadTransaction(byte info, int length, Lsn end)
    {
        // Commit, abort, commit prepared, abort prepared: each begins with its time.
        var operation = (XactOperation)(info & 0x70);
        WalMarkKind? kind = operation switch
        {
            XactOperation.Commit or XactOperation.CommitPrepared => WalMarkKind.Commit,
            XactOperation.Abort or XactOperation.AbortPrepared => WalMarkKind.Abort,
            _ => null,
        };
        if (kind is null || MainData(length) is not [_, ..] data || data.Length < 8) return;
        // The session that ends a prepared transaction has a number of its own, or none.
        var xid = operation is XactOperation.Commit or XactOperation.Abort
            ? BinaryPrimitives.ReadUInt32LittleEndian(_kept.AsSpan(4))
            : (info & 0x80) == 0 ? 0 : PreparedXid.Find(data[8..], _magic);
        found(new WalMark(kind.Value, _start, end, xid, Time(data), null));
    }

    private void ReadRestorePoint(int length, Lsn end)
    {
        var data = MainData(length);
        if (data.Length < 9) return;
        var name = data[8..];
        var zero = name.IndexOf((byte)0);
        found(new WalMark(
            WalMarkKind.RestorePoint, _start, end, 0, Time(data),
            Encoding.UTF8.GetString(zero < 0 ? name : name[..zero])));
    }

    /// <summary>The record's own data, as far as it was kept; empty for records with block references.</summary>
    private ReadOnlySpan<byte> MainData(int length)
    {
        for (var position = HeaderBytes; position < length;)
        {
            switch (_kept[position])
            {
                case 255:
                    return _kept.AsSpan(position + 2, length - position - 2);
                case 254:
                    return _kept.AsSpan(position + 5, length - position - 5);
                case 253:
                    position += 3;
                    break;
                case 252:
                    position += 5;
                    break;
                default:
                    return [];
            }
        }
        return [];
    }

    private static DateTimeOffset Time(ReadOnlySpan<byte> data) =>
        new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)
            .AddTicks(BinaryPrimitives.ReadInt64LittleEndian(data) * TimeSpan.TicksPerMicrosecond);

    private static int Align(int position) => (position + 7) & ~7;

    private bool Stop()
    {
        (_totalBytes, _doneBytes, _skipBytes) = (0, 0, 0);
        return false;
    }
}
