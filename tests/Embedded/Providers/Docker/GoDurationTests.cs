using FsCheck;
using FsCheck.Fluent;
using Postern.Embedded.Providers.Docker.Api;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("60s", "1m0s")]
    [InlineData("1m30s", "1m30s")]
    [InlineData("90m", "1h30m0s")]
    [InlineData("1.5h", "1h30m0s")]
    [InlineData("0", "0s")]
    [InlineData("250ms", "250ms")]
    [InlineData("1500ms", "1.5s")]
    [InlineData("2us", "2µs")]
    [InlineData("7ns", "7ns")]
    [InlineData("-3s", "-3s")]
    [InlineData("+1h1s", "1h0m1s")]
    public void Writes_what_Go_writes(string text, string canonical) =>
        Assert.Equal(canonical, GoDuration.Canonical(text));

    [Theory]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("s")]
    [InlineData("1 s")]
    [InlineData("1x")]
    [InlineData("1..5s")]
    [InlineData("9999999999h")]
    public void Rejects_what_Go_rejects(string text) => Assert.Null(GoDuration.Parse(text));

    [Fact]
    public void Reads_what_it_writes() => Check.QuickThrowOnFailure(Prop.ForAll<long>(
        static nanoseconds => GoDuration.Parse(GoDuration.Format(nanoseconds)) == nanoseconds));
}
