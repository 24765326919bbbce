using Postern.Archiver.Commands.Progress;
using Xunit;

namespace Postern.Tests.Archiver.Commands.Progress;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(125L << 20, "125 MiB")]
    [InlineData(3L << 30, "3.0 GiB")]
    public void Amounts_are_in_binary_units(long bytes, string text) => Assert.Equal(text, ProgressText.Bytes(bytes));

    [Fact]
    public void A_line_has_bytes_rate_and_time_left() => Assert.Equal(
        "copying: 1.0 GiB of 3.0 GiB (33%), 102 MiB/s, 20s left",
        ProgressText.Line("copying", 1L << 30, 3L << 30, TimeSpan.FromSeconds(10)));

    [Fact]
    public void A_line_without_a_total_has_none() => Assert.Equal(
        "receiving: 4.0 KiB, 1.0 KiB/s", ProgressText.Line("receiving", 4096, null, TimeSpan.FromSeconds(4)));

    [Fact]
    public void A_stage_that_has_moved_no_bytes_says_how_long_it_takes() => Assert.Equal(
        "receiving: 40s so far", ProgressText.Line("receiving", 0, null, TimeSpan.FromSeconds(40)));

    [Fact]
    public void A_stage_without_bytes_ends_with_its_time()
    {
        Assert.Equal("waiting: done in 2s", ProgressText.Ended("waiting", 0, TimeSpan.FromSeconds(2)));
        Assert.Equal(
            "copying: done, 3.0 GiB in 1m00s", ProgressText.Ended("copying", 3L << 30, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_bar_fills_up() => Assert.Equal("[#####-----]", ProgressText.Bar(5, 10, 10));
}
