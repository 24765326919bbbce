using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Wal;

public sealed class WalSegmentCheckTests
{
    private const string Name = "000000020000000000000007";
    private static readonly ControlFile Cluster = ControlFile.Parse(WalBytes.Control());

    [Fact]
    public void Takes_the_segment_that_its_name_promises() => Assert.Null(Refuse(WalBytes.Segment(Name)));

    [Fact]
    public void Takes_pages_of_the_timeline_before_a_fork() =>
        Assert.Null(Refuse(WalBytes.Segment(Name, timeline: 1)));

    [Fact]
    public void Refuses_pages_of_a_later_timeline() =>
        Assert.Equal("has pages of timeline 3", Refuse(WalBytes.Segment(Name, timeline: 3)));

    [Fact]
    public void Refuses_a_wrong_magic_number()
    {
        var bytes = WalBytes.Segment(Name);
        bytes[1] = 0;
        Assert.Equal("has no WAL page header (wrong magic number)", Refuse(bytes));
    }

    [Fact]
    public void Refuses_zeros_of_the_right_size() => Assert.NotNull(Refuse(new byte[1 << 20]));

    [Fact]
    public void Refuses_a_short_and_a_long_file()
    {
        Assert.Equal("has 1048575 bytes instead of 1048576", Refuse(WalBytes.Segment(Name)[..^1]));
        Assert.Equal("has 1048577 bytes instead of 1048576", Refuse([.. WalBytes.Segment(Name), 0]));
        Assert.NotNull(Refuse([]));
    }

    [Fact]
    public void Refuses_another_segments_bytes() => Assert.Equal(
        "begins at 0/800000 instead of 0/700000", Refuse(WalBytes.Segment("000000020000000000000008")));

    [Fact]
    public void Refuses_another_clusters_bytes() => Assert.Equal(
        $"belongs to system 5, not {WalBytes.System}", Refuse(WalBytes.Segment(Name, system: 5)));

    [Fact]
    public void Refuses_another_segment_size() => Assert.Equal(
        "has segments of 2097152 bytes, the cluster 1048576",
        Refuse(WalBytes.Segment("000000020000000000000007", 2 << 20)));

    [Fact]
    public void Refuses_the_WAL_of_another_release()
    {
        var bytes = WalBytes.Segment(Name);
        bytes[0] = 0x16;
        Assert.Equal("has magic number D116, which is not PostgreSQL 15's", Refuse(bytes));
    }

    [Fact]
    public void Refuses_a_name_that_this_segment_size_cannot_have()
    {
        var bytes = WalBytes.Segment("000000010000000000000007", 16 << 20);
        Assert.Contains("cannot have this name", WalSegmentCheck.Refuse(
            WalSegmentName.Parse("000000010000000000000107"), bytes.AsSpan(0, 40), bytes.Length, null),
            StringComparison.Ordinal);
    }

    private static string? Refuse(byte[] bytes) => WalSegmentCheck.Refuse(
        WalSegmentName.Parse(Name), bytes.AsSpan(0, Math.Min(40, bytes.Length)), bytes.Length, Cluster);
}
