using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Wal;

public sealed class WalSegmentNameTests
{
    private static readonly SegmentSize OneMiB = SegmentSize.FromBytes(1 << 20);

    [Theory]
    [InlineData("00000001000000000000000A", 16, 10UL)]
    [InlineData("0000000100000001000000FF", 16, 511UL)]
    [InlineData("000000010000000100000FFF", 1, 8191UL)]
    [InlineData("000000010000000A00000003", 1024, 43UL)]
    public void Stands_for_a_number_with_a_segment_size(string text, int sizeMiB, ulong number)
    {
        var size = SegmentSize.FromBytes((long)sizeMiB << 20);
        Assert.Equal(number, WalSegmentName.Parse(text).Number(size).Value);
        Assert.Equal(text, WalSegmentName.For(TimelineId.First, new SegmentNumber(number), size).ToString());
    }

    [Theory]
    [InlineData("00000001000000000000000")]
    [InlineData("0000000100000000000000001")]
    [InlineData("00000001000000000000000a")]
    [InlineData("000000000000000000000001")]
    [InlineData("00000001 00000000000000A")]
    [InlineData("00000001000000000000000G")]
    public void Rejects_everything_but_24_capital_digits_of_a_timeline(string text) =>
        Assert.False(WalSegmentName.TryParse(text, out _));

    [Fact]
    public void Comes_back_from_its_text() => Prop.ForAll((uint timeline, uint log, uint segment) =>
    {
        var name = new WalSegmentName(new TimelineId(timeline | 1), log, segment);
        return WalSegmentName.Parse(name.ToString()) == name;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Is_ordered_as_its_text_is() => Prop.ForAll((uint[] a, uint[] b) =>
    {
        var left = Of(a);
        var right = Of(b);
        return Math.Sign(left.CompareTo(right))
            == Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString()));

        static WalSegmentName Of(uint[] parts) => new(
            new TimelineId(1 + (parts.ElementAtOrDefault(0) % 3)), parts.ElementAtOrDefault(1) % 3,
            parts.ElementAtOrDefault(2));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_next_one_follows_into_the_next_log() => Assert.Equal(
        "000000020000000100000000",
        WalSegmentName.Parse("0000000200000000000000FF").Next(SegmentSize.Default).ToString());

    [Fact]
    public void The_next_one_starts_where_this_one_ends() => Prop.ForAll((uint number) =>
    {
        var name = WalSegmentName.For(TimelineId.First, new SegmentNumber(number), OneMiB);
        return name.Next(OneMiB).StartLsn(OneMiB) == OneMiB.EndOf(new SegmentNumber(number)) && name.IsPossible(OneMiB);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_last_digits_are_bounded_by_the_segment_size() =>
        Assert.False(WalSegmentName.Parse("000000010000000000000100").IsPossible(SegmentSize.Default));

    [Fact]
    public void An_end_position_belongs_to_the_segment_before_it()
    {
        Assert.Equal(0UL, SegmentSize.Default.NumberBefore(new Lsn(16 << 20)).Value);
        Assert.Equal(1UL, SegmentSize.Default.NumberOf(new Lsn(16 << 20)).Value);
        Assert.Equal(0UL, SegmentSize.Default.NumberBefore(Lsn.Zero).Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 19)]
    [InlineData((1 << 20) + 1)]
    [InlineData(3 << 20)]
    [InlineData(1L << 31)]
    public void Segment_sizes_are_powers_of_two_from_one_MiB_to_one_GiB(long sizeBytes) =>
        Assert.Throws<FormatException>(() => SegmentSize.FromBytes(sizeBytes));
}
