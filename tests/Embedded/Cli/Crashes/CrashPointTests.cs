using Postern.Embedded.Cli.Crashes;
using Xunit;

namespace Postern.Tests.Embedded.Cli.Crashes;

public sealed class CrashPointTests
{
    [Fact]
    public void Is_reached_at_the_nth_of_its_own_moments_and_never_again()
    {
        var crash = CrashPoint.Parse("created:2")!;
        Assert.Equal(
            [false, false, false, true, false],
            new[] { "created", "creating", "deleted", "created", "created" }.Select(crash.IsReached));
    }

    [Fact]
    public void Nothing_asked_for_is_no_moment() => Assert.Null(CrashPoint.Parse(""));

    [Theory]
    [InlineData("created")]
    [InlineData("created:0")]
    [InlineData("made:1")]
    [InlineData("created:one")]
    public void Rejects_what_is_no_moment(string text) =>
        Assert.Throws<ArgumentException>(() => CrashPoint.Parse(text));
}
