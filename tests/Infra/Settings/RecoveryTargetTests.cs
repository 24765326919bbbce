using Postern.Infra.Settings;
using Xunit;

namespace Postern.Tests.Infra.Settings;

public sealed class RecoveryTargetTests
{
    [Theory]
    [InlineData("2026-11-22 19:00:00+01:00", "2026-11-22 18:00:00.000000+00")]
    [InlineData("2026-11-22T19:00:00Z", "2026-11-22 19:00:00.000000+00")]
    [InlineData("2026-11-22 19:00:00.123456-0530", "2026-11-23 00:30:00.123456+00")]
    [InlineData("2026-11-22 19:00+02", "2026-11-22 17:00:00.000000+00")]
    public void A_time_is_rendered_in_UTC(string text, string rendered) =>
        Assert.Equal(new RecoveryTarget("time", rendered, true, "latest"), Read($$"""{"time":"{{text}}"}"""));

    [Theory]
    [InlineData("""{"time":"2026-11-22 19:00:00"}""",
        "postern:target.time: '2026-11-22 19:00:00' is no time with an offset")]
    [InlineData("""{"time":"yesterday"}""", "postern:target.time")]
    [InlineData("""{"time":"2026-11-22 19:00:00+00","xid":"5"}""", "names 2 targets (time, xid)")]
    [InlineData("{}", "names no target")]
    [InlineData("""{"lsn":"xyz"}""", "postern:target.lsn")]
    [InlineData("""{"xid":"abc"}""", "postern:target.xid")]
    [InlineData("""{"name":"n","inclusive":"perhaps"}""", "postern:target.inclusive")]
    [InlineData("""{"name":"n","timeline":"next"}""", "postern:target.timeline")]
    [InlineData("""{"nam":"n"}""", "postern:target.nam: is not known")]
    [InlineData("newest", "postern:target: 'newest' is not a target")]
    public void A_bad_target_is_refused_by_name(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("latest", "latest")]
    [InlineData("immediate", "immediate")]
    public void A_word_is_enough_where_there_is_no_value(string text, string kind) =>
        Assert.Equal(kind, Read(text).Kind);

    [Fact]
    public void Inclusive_and_timeline_are_kept() =>
        Assert.Equal(
            new RecoveryTarget("lsn", "0/16B3740", false, "2"),
                Read("""{"lsn":"0/16B3740","inclusive":false,"timeline":2}"""));

    private static RecoveryTarget Read(string text)
    {
        var reader = new SettingsFixture(("target", text)).Reader();
        var target = RecoveryTarget.Read(reader, "target");
        reader.Problems.ThrowIfAny();
        return target;
    }
}
