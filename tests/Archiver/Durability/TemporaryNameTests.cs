using Postern.Durability;
using Xunit;

namespace Postern.Tests.Archiver.Durability;

public sealed class TemporaryNameTests
{
    [Fact]
    public void Has_walgs_form_and_its_time_is_read_back()
    {
        var name = TemporaryName.Beside("wal_005/000000010000000000000001.lz4", TimeProvider.System);
        Assert.Matches(@"^wal_005/000000010000000000000001\.lz4\.tmp\.[0-9]{8}T[0-9]{6}Z-[0-9a-f]{16}$", name);
        var age = TimeProvider.System.GetUtcNow() - TemporaryName.MadeAt(name)!.Value;
        Assert.InRange(age, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Knows_walgs_own() =>
        Assert.Equal(
            new DateTimeOffset(2026, 11, 22, 19, 47, 1, TimeSpan.Zero),
            TemporaryName.MadeAt("part_001.tar.lz4.tmp.20261122T194701Z-0123456789abcdef"));

    [Theory]
    [InlineData("file")]
    [InlineData(".tmp.20261122T194701Z-0123456789abcdef")]
    [InlineData("file.tmp.20261122T194701Z-0123456789ABCDEF")]
    [InlineData("file.tmp.20261122T194701Z-0123456789abcde")]
    [InlineData("file.tmp.20261322T194701Z-0123456789abcdef")]
    [InlineData("file.tmp.20261122T194701Z_0123456789abcdef")]
    [InlineData("000000010000000000000001.lz4.tmp")]
    public void Other_names_are_not_temporary(string name) => Assert.False(TemporaryName.Is(name));
}
