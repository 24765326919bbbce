using Postern.Archiver.Core.Parameters;
using Xunit;

namespace Postern.Tests.Archiver.Core.Parameters;

public sealed class ParameterCatalogTests
{
    [Theory]
    [InlineData(15, 356)]
    [InlineData(17, 380)]
    [InlineData(18, 399)]
    public void Holds_every_parameter_of_the_version(int major, int count) =>
        Assert.Equal(count, ParameterCatalog.For(major).Names.Count());

    [Theory]
    [InlineData("shared_buffers", ParameterContext.Restart)]
    [InlineData("work_mem", ParameterContext.Session)]
    [InlineData("archive_timeout", ParameterContext.Reload)]
    [InlineData("wal_segment_size", ParameterContext.Fixed)]
    [InlineData("timezone", ParameterContext.Session)]
    public void Tells_when_a_parameter_takes_effect(string name, ParameterContext context)
    {
        Assert.True(ParameterCatalog.For(17).TryFind(name, out var parameter));
        Assert.Equal(context, parameter.Context);
    }

    [Fact]
    public void Autovacuum_max_workers_needs_no_restart_from_18_on()
    {
        Assert.True(ParameterCatalog.For(17).TryFind("autovacuum_max_workers", out var older));
        Assert.True(ParameterCatalog.For(18).TryFind("autovacuum_max_workers", out var newer));
        Assert.True(older.NeedsRestart);
        Assert.False(newer.NeedsRestart);
    }

    [Fact]
    public void Refuses_a_version_without_a_table() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterCatalog.For(9));
}
