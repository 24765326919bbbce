using Postern.Infra.Settings;
using Xunit;

namespace Postern.Tests.Infra.Settings;

public sealed class PrimarySettingsTests
{
    [Fact]
    public void Needs_nothing_but_its_kind()
    {
        var settings = new SettingsFixture(("kind", "primary")).Primary();
        Assert.Equal(17, settings.Stack.Major);
        Assert.Equal("postern-dev", settings.Stack.ResourcePrefix);
        Assert.Equal(4, settings.RetainFulls);
        Assert.False(settings.Restores);
    }

    [Fact]
    public void Names_every_bad_setting_at_once()
    {
        var error = Assert.Throws<SettingsException>(() => new SettingsFixture(
            ("kind", "primary"), ("port", "http"), ("postgres", "9"), ("archiveTimeout", "-1"), ("bootstrap", "maybe"),
                ("backupSchedule", "fortnightly"))
                .Primary());
        foreach (var key in new[] { "postern:port", "postern:postgres", "postern:archiveTimeout", "postern:bootstrap",
            "postern:backupSchedule" })
        {
            Assert.Contains(key, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Says_that_the_kind_is_missing() =>
        Assert.Contains("postern:kind: is missing",
            Assert.Throws<SettingsException>(() => new SettingsFixture().Primary()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_target_without_a_restore_is_refused() =>
        Assert.Contains("postern:target", Assert.Throws<SettingsException>(
            () => new SettingsFixture(("kind", "primary"), ("target", "immediate")).Primary()).Message,
                StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"archive_mode":"off"}""", "postern:parameters.archive_mode: is set by Postern itself")]
    [InlineData("""{"recovery_target_time":"now"}""", "postern:parameters.recovery_target_time")]
    [InlineData("""{"shared_bufers":"1GB"}""", "did you mean 'shared_buffers'?")]
    [InlineData("""{"work_mem":"banana"}""", "postern:parameters.work_mem: 'banana' is not a number")]
    [InlineData("""{"autovacuum":"maybe"}""", "postern:parameters.autovacuum: 'maybe' is not on or off")]
    [InlineData("""{"block_size":"4096"}""", "was fixed when the cluster was made")]
    [InlineData("""{"work_mem":{"a":1}}""", "is not a single value")]
    [InlineData("shared_buffers", "postern:parameters: is not a map")]
    public void A_bad_parameter_is_refused_by_name(string parameters, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingsException>(
            () => new SettingsFixture(("kind", "primary"), ("parameters", parameters)).Primary()).Message,
                StringComparison.Ordinal);

    [Fact]
    public void Parameters_are_spelt_as_PostgreSQL_spells_them()
    {
        var settings = new SettingsFixture(("kind", "primary"),
            ("parameters", """{"TimeZone":"UTC","WORK_MEM":"4MB","autovacuum":true}"""))
            .Primary();
        Assert.Equal(["TimeZone", "autovacuum", "work_mem"], settings.Stack.Parameters.Values.Keys);
        Assert.Equal("on", settings.Stack.Parameters.Values["autovacuum"]);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("""{"fulls":2}""", 2)]
    public void Retention_is_a_count_or_none(string text, int? fulls) =>
        Assert.Equal(fulls, new SettingsFixture(("kind", "primary"), ("retention", text)).Primary().RetainFulls);
}
