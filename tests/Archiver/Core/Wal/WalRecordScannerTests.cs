using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Wal;

public sealed class WalRecordScannerTests
{
    private const byte Xlog = 0;
    private const byte Xact = 1;
    private const byte Heap = 10;
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 1, 2, 3, 456, TimeSpan.Zero);

    [Fact]
    public void Finds_every_mark_wherever_the_pages_end()
    {
        // Lengths of what lies between: anything from nothing to several pages.
        var lengths = Gen.Choose(0, 300).Or(Gen.Choose(0, 20_000)).ArrayOf(30).ToArbitrary();
        Prop.ForAll(lengths, gaps =>
        {
            var writer = new WalWriter(Lsn.Parse("0/3000000"));
            var expected = new List<WalMark>();
            foreach (var (index, gap) in gaps.Index())
            {
                writer.Append(Heap, 0, 1, new byte[gap]);
                var time = Time.AddTicks(index * TimeSpan.TicksPerMicrosecond);
                var xid = (uint)(700 + index);
                var (kind, name, (start, end)) = (index % 3) switch
                {
                    0 => (WalMarkKind.Commit, null, writer.Append(Xact, 0x00, xid, WalWriter.Time(time))),
                    1 => (WalMarkKind.Abort, null, writer.Append(Xact, 0x20, xid, WalWriter.Time(time))),
                    _ => (WalMarkKind.RestorePoint, $"p{index}",
                        writer.Append(Xlog, 0x70, 0, WalWriter.RestorePoint(time, $"p{index}"))),
                };
                expected.Add(new WalMark(kind, start, end, name is null ? xid : 0, time, name));
            }
            Assert.Equal(expected, Scan(writer).Marks);
            // Begun in the middle, it finds what begins after the first page.
            var later = writer.Pages().Skip(1).ToList();
            var second = Lsn.Parse("0/3002000");
            Assert.Equal(expected.Where(mark => mark.Start >= second), Scan(later).Marks);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void Goes_on_behind_a_record_that_a_crash_cut_off()
    {
        var writer = new WalWriter(Lsn.Parse("0/3000000"));
        writer.Append(Xact, 0, 700, WalWriter.Time(Time));
        writer.Append(Heap, 0, 1, new byte[writer.RoomInPage - 100]);
        writer.Append(Heap, 0, 1, new byte[200], isCut: true);
        writer.CutPage();
        writer.Append(Xlog, 0xD0, 0, new byte[16]);
        writer.Append(Xact, 0, 701, WalWriter.Time(Time));
        Assert.Equal([700u, 701u], Scan(writer).Marks.Select(mark => mark.Xid));
    }

    [Theory]
    [InlineData(0x30, 0xD110, 12)]
    [InlineData(0x40, 0xD116, 12)]
    [InlineData(0x30, 0xD118, 16)]
    public void A_prepared_transaction_has_its_own_number(byte operation, ushort magic, int statisticsBytes)
    {
        // Flags for all lists; each is a count and its items.
        var data = new List<byte>(WalWriter.Time(Time));
        data.AddRange(Number(0x11F));
        data.AddRange(new byte[8]);
        foreach (var (count, bytes) in new[] { (2, 4), (1, 12), (2, statisticsBytes), (3, 16) })
        {
            data.AddRange(Number((uint)count));
            data.AddRange(Enumerable.Repeat((byte)0xEE, count * bytes));
        }
        data.AddRange(Number(777));
        var writer = new WalWriter(Lsn.Parse("0/3000000"), magic);
        writer.Append(Xact, (byte)(operation | 0x80), 0, data.ToArray());
        writer.Append(Xact, operation, 0, WalWriter.Time(Time));
        Assert.Equal([777u, 0u], Scan(writer).Marks.Select(mark => mark.Xid));
    }

    [Fact]
    public void Ends_at_a_switch_and_at_a_damaged_record()
    {
        var writer = new WalWriter(Lsn.Parse("0/3000000"));
        writer.Append(Xact, 0, 700, WalWriter.Time(Time));
        var end = writer.Append(Xlog, 0x40, 0, []).End;
        writer.Append(Xact, 0, 701, WalWriter.Time(Time));
        var (marks, scanner) = Scan(writer);
        Assert.Equal([700u], marks.Select(mark => mark.Xid));
        Assert.Equal(end, scanner.LastEnd);

        var damaged = new WalWriter(Lsn.Parse("0/3000000"));
        damaged.Append(Xact, 0, 700, WalWriter.Time(Time));
        damaged.Append(Xact, 0, 701, WalWriter.Time(Time));
        var page = damaged.Pages().Single();
        page[24 + 24 + 4] ^= 1;
        Assert.Empty(Scan([page]).Marks);
    }

    [Fact]
    public void Knows_the_first_checkpoint()
    {
        var writer = new WalWriter(Lsn.Parse("0/3000000"));
        writer.Append(Heap, 0, 1, new byte[9000]);
        var first = writer.Append(Xlog, 0x10, 0, new byte[88]).Start;
        writer.Append(Xlog, 0x00, 0, new byte[88]);
        Assert.Equal(first, Scan(writer).Scanner.FirstCheckpoint);
    }

    private static (List<WalMark> Marks, WalRecordScanner Scanner) Scan(WalWriter writer) => Scan(writer.Pages());

    private static (List<WalMark> Marks, WalRecordScanner Scanner) Scan(IEnumerable<byte[]> pages)
    {
        var marks = new List<WalMark>();
        var scanner = new WalRecordScanner(marks.Add);
        foreach (var page in pages)
        {
            if (!scanner.Read(page)) break;
        }
        return (marks, scanner);
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
