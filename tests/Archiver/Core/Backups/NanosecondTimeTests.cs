using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Core.Backups;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class NanosecondTimeTests
{
    [Theory]
    [InlineData("2026-11-22T19:34:28.512318428Z", "2026-11-22T19:34:28.512318428Z")]
    [InlineData("2026-11-22T19:34:28.500000000Z", "2026-11-22T19:34:28.5Z")]
    [InlineData("2026-11-22T21:34:28+02:00", "2026-11-22T19:34:28Z")]
    [InlineData("2026-11-22T19:34:28.1234567891Z", "2026-11-22T19:34:28.123456789Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void Reads_and_writes_to_the_nanosecond(string text, string expected) =>
        Assert.Equal(expected, NanosecondTime.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22T19:34:28")]
    [InlineData("2026-11-22T19:34:28.Z")]
    [InlineData("2026-13-22T19:34:28Z")]
    [InlineData("base_000000010000000000000008")]
    public void Rejects_what_has_no_zone_or_is_no_time(string text) => Assert.Null(NanosecondTime.TryParse(text));

    [Fact]
    public void One_nanosecond_makes_another_time() => Assert.NotEqual(
        NanosecondTime.Parse("2026-11-22T19:34:28.000000001Z"), NanosecondTime.Parse("2026-11-22T19:34:28Z"));

    [Fact]
    public void Survives_a_round_trip() => Prop.ForAll<int, uint>((seconds, nanoseconds) =>
    {
        var time = new NanosecondTime(seconds, nanoseconds % 1_000_000_000);
        return NanosecondTime.Parse(time.ToString()) == time;
    }).QuickCheckThrowOnFailure();
}
