using Postern.Infra.Settings;
using Xunit;

namespace Postern.Tests.Infra.Settings;

public sealed class DrillSettingsTests
{
    private const string Source =
        """
        {"endpoint":"http://store:8080","bucket":"b","prefix":"dev/17","accessKey":"a","secretKey":"s",
        "network":"postern-dev"}
        """;

    [Fact]
    public void Follows_a_stack_or_names_its_source()
    {
        Assert.Equal("dev", new SettingsFixture(("kind", "drill"), ("follows", "dev")).Drill().Follows);
        var source = new SettingsFixture(("kind", "drill"), ("source", Source)).Drill().Source;
        Assert.Equal(new ArchiveLocation("http://store:8080", "us-east-1", "b", "dev/17", "postern-dev"),
            source!.Location);
    }

    [Theory]
    [InlineData(null, null, "postern:follows: is missing, and postern:source too")]
    [InlineData("dev", Source, "are both set")]
    [InlineData(null, """{"bucket":"b"}""", "postern:source.secretKey: is missing")]
    [InlineData(null, """{"endpoint":"store:8080","bucket":"b"}""", "postern:source.endpoint")]
    [InlineData(null, """{"bucket":"b","keys":"x"}""", "postern:source.keys: is not known")]
    public void A_source_that_cannot_work_is_refused(string? follows, string? source, string expected)
    {
        var fixture = new SettingsFixture(("kind", "drill"), ("follows", follows ?? ""), ("source", source ?? ""));
        Assert.Contains(expected, Assert.Throws<SettingsException>(fixture.Drill).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_have_a_database_and_an_expectation()
    {
        var drill = new SettingsFixture(
            ("kind", "drill"), ("follows", "dev"), ("checks", """[{"name":"rows","sql":"select true"}]""")).Drill();
        Assert.Equal([new DrillCheck("rows", "app", "select true", "t")], drill.Checks);
    }

    [Theory]
    [InlineData("""[{"name":"rows"}]""", "postern:checks[0].sql: is missing")]
    [InlineData("""{"name":"rows"}""", "postern:checks: is not a list of maps")]
    public void A_bad_check_is_refused_by_name(string checks, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingsException>(
            () => new SettingsFixture(("kind", "drill"), ("follows", "dev"), ("checks", checks)).Drill()).Message,
            StringComparison.Ordinal);
}
