using System.Formats.Tar;
using System.Text;
using Postern.Archiver.Tar;
using Xunit;
using TarReader = Postern.Archiver.Tar.TarReader;
using TarWriter = Postern.Archiver.Tar.TarWriter;

namespace Postern.Tests.Archiver.Tar;

public sealed class TarTests
{
    public static TheoryData<string> Names =>
    [
        "/", "/base/1/1259", "/ünïcode.txt", "/" + new string('a', 99), "/" + new string('b', 150),
        "/" + string.Join('/', Enumerable.Repeat("folder", 30)) + "/file", "/日本語/" + new string('é', 200),
        "backup_label",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Keeps_every_name_byte_for_byte(string name)
    {
        var archive = Write((File(name, 3), [1, 2, 3]));
        Assert.Equal(name, new TarReader(new MemoryStream(archive)).Next()!.Name);
        var read = new System.Formats.Tar.TarReader(new MemoryStream(archive)).GetNextEntry()!;
        Assert.Equal(name, read.Name);
    }

    [Fact]
    public void Is_ustar_without_extensions_when_everything_fits()
    {
        var archive = Write((File("/base/1/1259", 0), []));
        Assert.Equal(3 * 512, archive.Length);
        Assert.Equal("ustar\000", Encoding.ASCII.GetString(archive, 257, 8));
        Assert.Equal((byte)'0', archive[156]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(8192)]
    public void Data_comes_back(int size)
    {
        var data = TestBytes.Random(size);
        var reader = new TarReader(new MemoryStream(Write((File("/a", size), data), (File("/b", 2), [7, 8]))));
        Assert.Equal("/a", reader.Next()!.Name);
        Assert.Equal(data, All(reader.Data));
        Assert.Equal("/b", reader.Next()!.Name);
        Assert.Equal([7, 8], All(reader.Data));
        Assert.Null(reader.Next());
    }

    [Fact]
    public void Unread_data_is_skipped()
    {
        var reader = new TarReader(new MemoryStream(Write((File("/a", 5000), new byte[5000]), (File("/b", 1), [1]))));
        _ = reader.Next();
        Assert.Equal("/b", reader.Next()!.Name);
    }

    [Fact]
    public void A_missing_end_and_missing_padding_are_no_error()
    {
        var archive = Write((File("/a", 5), [1, 2, 3, 4, 5]));
        var reader = new TarReader(new MemoryStream(archive, 0, 512 + 5));
        Assert.Equal(5, reader.Next()!.SizeBytes);
        Assert.Equal([1, 2, 3, 4, 5], All(reader.Data));
        Assert.Null(reader.Next());
    }

    [Fact]
    public void Zeros_after_the_end_are_drained_and_other_bytes_refused()
    {
        byte[] zeros = [.. Write((File("/a", 0), [])), .. new byte[512 * 1024]];
        var reader = new TarReader(new MemoryStream(zeros));
        _ = reader.Next();
        Assert.Null(reader.Next());
        zeros[^1] = 1;
        reader = new TarReader(new MemoryStream(zeros));
        _ = reader.Next();
        Assert.Throws<InvalidDataException>(() => reader.Next());
    }

    [Fact]
    public void A_cut_member_and_a_cut_header_are_refused()
    {
        var archive = Write((File("/a", 1000), new byte[1000]));
        var reader = new TarReader(new MemoryStream(archive, 0, 1000));
        _ = reader.Next();
        Assert.Throws<InvalidDataException>(() => All(reader.Data));
        Assert.Throws<InvalidDataException>(() => new TarReader(new MemoryStream(archive, 0, 300)).Next());
    }

    [Fact]
    public void A_wrong_header_checksum_is_refused()
    {
        var archive = Write((File("/a", 0), []));
        archive[3] ^= 1;
        Assert.Throws<InvalidDataException>(() => new TarReader(new MemoryStream(archive)).Next());
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Other_writers_formats_are_read(TarEntryFormat format)
    {
        using var buffer = new MemoryStream();
        var name = "/" + string.Join('/', Enumerable.Repeat("deep", 25)) + "/file";
        using (var writer = new System.Formats.Tar.TarWriter(buffer, format, leaveOpen: true))
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.Ustar => new UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name),
                TarEntryFormat.Pax => new PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name),
                _ => new GnuTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name),
            };
            entry.DataStream = new MemoryStream([9]);
            writer.WriteEntry(entry);
        }
        var reader = new TarReader(new MemoryStream(buffer.ToArray()));
        Assert.Equal(name, reader.Next()!.Name);
        Assert.Equal([9], All(reader.Data));
        Assert.Null(reader.Next());
    }

    [Fact]
    public void A_contiguous_file_is_a_file()
    {
        var archive = Write((File("/a", 0), []));
        archive[156] = (byte)'7';
        var sum = archive.Take(512).Select((value, index) => index is >= 148 and < 156 ? (int)' ' : value).Sum();
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(archive, 148);
        Assert.Equal(TarMemberType.File, new TarReader(new MemoryStream(archive)).Next()!.Type);
    }

    [Fact]
    public void A_size_beyond_eight_gibibytes_is_kept()
    {
        using var buffer = new MemoryStream();
        new TarWriter(buffer).Begin(File("/big", 9L << 30));
        Assert.Equal(9L << 30, new TarReader(new MemoryStream(buffer.ToArray())).Next()!.SizeBytes);
    }

    [Fact]
    public void Links_keep_their_target()
    {
        var link =
            File("/link", 0) with { Type = TarMemberType.SymbolicLink, LinkTarget = "/etc/" + new string('x', 120) };
        Assert.Equal(link.LinkTarget, new TarReader(new MemoryStream(Write((link, [])))).Next()!.LinkTarget);
    }

    private static TarMember File(string name, long size) => new()
    {
        Name = name, Type = TarMemberType.File, Mode = 384, SizeBytes = size, ModifiedUnixSeconds = 1_700_000_000,
    };

    private static byte[] Write(params (TarMember Member, byte[] Data)[] members)
    {
        using var buffer = new MemoryStream();
        var writer = new TarWriter(buffer);
        foreach (var (member, data) in members)
        {
            writer.Begin(member);
            writer.Write(data);
        }
        writer.Finish();
        return buffer.ToArray();
    }

    private static byte[] All(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
