using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Wal;

public sealed class TimelineHistoryTests
{
    private static readonly TimelineId Third = new(3);

    private static readonly TimelineHistory History = TimelineHistory.Parse(
        Third,
        "# a comment\n1\t0/B02340\tbefore 2026-11-22 19:36:43.9+00\n\n2 0/1300100 no recovery target specified\n");

    [Fact]
    public void Knows_its_ancestors_and_where_they_were_left()
    {
        Assert.Equal(2, History.Switches.Count);
        Assert.Equal(new TimelineSwitch(new TimelineId(2), Lsn.Parse("0/1300100"), "no recovery target specified"),
            History.Parent);
        Assert.Equal("before 2026-11-22 19:36:43.9+00", History.Switches[0].Reason);
    }

    [Theory]
    [InlineData("0/B0233F", 1u)]
    [InlineData("0/B02340", 2u)]
    [InlineData("0/13000FF", 2u)]
    [InlineData("0/1300100", 3u)]
    public void A_switch_point_belongs_to_the_newer_timeline(string lsn, uint timeline) =>
        Assert.Equal(timeline, History.TimelineOf(Lsn.Parse(lsn)).Value);

    [Theory]
    [InlineData(10UL, "00000001000000000000000A")]
    [InlineData(11UL, "00000002000000000000000B")]
    [InlineData(18UL, "000000020000000000000012")]
    [InlineData(19UL, "000000030000000000000013")]
    public void The_segment_of_a_switch_point_is_the_newer_timelines(ulong number, string name) => Assert.Equal(
        name, History.SegmentAt(new SegmentNumber(number), SegmentSize.FromBytes(1 << 20)).ToString());

    [Fact]
    public void Two_switches_in_one_segment_leave_the_newest()
    {
        var history = TimelineHistory.Parse(Third, "1\t0/B02340\tx\n2\t0/B05000\ty\n");
        Assert.Equal(
            "00000003000000000000000B",
            history.SegmentAt(new SegmentNumber(11), SegmentSize.FromBytes(1 << 20)).ToString());
    }

    [Theory]
    [InlineData(1u, "0/B02340", true)]
    [InlineData(1u, "0/B02341", false)]
    [InlineData(2u, "0/1300100", true)]
    [InlineData(3u, "0/1300000", false)]
    [InlineData(3u, "0/1400000", true)]
    [InlineData(4u, "0/1", false)]
    public void Contains_what_was_before_each_switch(uint timeline, string lsn, bool expected) =>
        Assert.Equal(expected, History.Contains(new TimelineId(timeline), Lsn.Parse(lsn)));

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("1\n")]
    [InlineData("0\t0/1\tx\n")]
    [InlineData("3\t0/1\tits own timeline\n")]
    [InlineData("2\t0/1\tx\n1\t0/2\tdescends\n")]
    [InlineData("1\t0/2\tx\n2\t0/1\tgoes back\n")]
    [InlineData("one\t0/1\tx\n")]
    [InlineData("1\tnowhere\tx\n")]
    [InlineData("\u0004\"M\u0018binary")]
    public void Rejects_what_is_no_history(string text) =>
        Assert.Throws<FormatException>(() => TimelineHistory.Parse(Third, text));

    [Fact]
    public void Comes_back_from_its_text()
    {
        var again = TimelineHistory.Parse(Third, History.ToString());
        Assert.Equal(History.Switches, again.Switches);
    }

    [Fact]
    public void A_timeline_without_a_file_has_no_ancestors()
    {
        var first = TimelineHistory.WithoutAncestors(TimelineId.First);
        Assert.Null(first.Parent);
        Assert.Equal(TimelineId.First, first.TimelineOf(Lsn.Zero));
    }

    [Theory]
    // Both go on, one was promoted, one left it earlier than the other, and no common begin.
    [InlineData(1, "", 1, "", "1 ")]
    [InlineData(1, "", 2, "1 0/3000060", "1 0/3000060")]
    [InlineData(3, "1 0/3000060,2 0/5000000", 2, "1 0/3000060", "2 0/5000000")]
    [InlineData(3, "1 0/2000060", 2, "1 0/3000060", "1 0/2000060")]
    [InlineData(4, "1 0/2000060,3 0/6000000", 2, "1 0/2000060", "1 0/2000060")]
    [InlineData(3, "", 2, "", "")]
    public void Two_histories_part_where_the_first_of_them_left(
        uint left, string leftSwitches, uint right, string rightSwitches, string expected)
    {
        var (one, other) = (Parted(left, leftSwitches), Parted(right, rightSwitches));
        foreach (var fork in new[] { one.ForkFrom(other), other.ForkFrom(one) })
            Assert.Equal(expected, fork is null ? "" : $"{fork.Timeline} {fork.Position}");
    }

    private static TimelineHistory Parted(uint timeline, string switches) => switches.Length == 0
        ? TimelineHistory.WithoutAncestors(new TimelineId(timeline))
        : TimelineHistory.Parse(new TimelineId(timeline), switches.Replace(',', '\n').Replace(' ', '\t'));
}
