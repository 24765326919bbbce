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
        "receiving: 0 B, 0 B/s", ProgressText.Line("receiving", 0, null, TimeSpan.Zero));

    [Fact]
    public void A_bar_fills_up() => Assert.Equal("[#####-----]", ProgressText.Bar(5, 10, 10));
}
