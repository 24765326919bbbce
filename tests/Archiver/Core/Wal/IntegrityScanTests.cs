using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Wal;

public sealed class IntegrityScanTests
{
    private static readonly SegmentSize Size = SegmentSize.FromBytes(1 << 20);
    private static readonly TimelineHistory Second = TimelineHistory.Parse(new TimelineId(2), "1\t0/500100\tx\n");

    [Fact]
    public void Follows_a_fork_into_the_older_timeline() => Assert.Equal(
        "1:3-4 Found, 2:5-8 Found", Run([(1, 3), (1, 4), (1, 5), (2, 5), (2, 6), (2, 7), (2, 8)], 9, 3, 0, 1));

    [Fact]
    public void The_current_segment_is_not_expected() =>
        Assert.Equal("2:5-8 Found", Run([(2, 5), (2, 6), (2, 7), (2, 8)], 9, 5, 0, 1));

    [Fact]
    public void What_is_missing_among_the_newest_may_be_on_its_way() =>
        Assert.Equal("2:5-7 Found, 2:8-8 MissingUploading", Run([(2, 5), (2, 6), (2, 7)], 9, 5, 0, 1));

    [Fact]
    public void What_is_missing_before_the_window_is_lost() =>
        Assert.Equal("2:5-5 Found, 2:6-6 MissingLost, 2:7-8 Found", Run([(2, 5), (2, 7), (2, 8)], 9, 5, 0, 1));

    [Fact]
    public void Late_ones_are_allowed_up_to_the_first_that_is_there() => Assert.Equal(
        "2:5-5 Found, 2:6-6 MissingUploading, 2:7-8 MissingDelayed", Run([(2, 5)], 9, 5, 2, 1));

    [Fact]
    public void Nothing_is_needed_when_the_start_is_current() => Assert.Equal("", Run([], 5, 5, 0, 1));

    private static string Run(
        (uint Timeline, ulong Number)[] there, ulong current, ulong start, int delayed, int window)
    {
        var inventory = new WalInventory(there.Select(one => WalFileName.For(
            WalSegmentName.For(new TimelineId(one.Timeline), new SegmentNumber(one.Number), Size))));
        var runs = IntegrityScan.Run(
            inventory, Second, new SegmentNumber(current), new SegmentNumber(start), Size, delayed, window);
        return string.Join(", ", runs.Select(run =>
            $"{run.Start.Timeline}:{run.Start.Number(Size)}-{run.End.Number(Size)} {run.Status}"));
    }
}
