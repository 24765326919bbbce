using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Wal;

public sealed class LsnTests
{
    [Theory]
    [InlineData("0/0", 0UL)]
    [InlineData("0/B02340", 11543360UL)]
    [InlineData("16/B374D848", 0x16B374D848UL)]
    [InlineData("FFFFFFFF/FFFFFFFF", ulong.MaxValue)]
    [InlineData("a/f", 0xA0000000FUL)]
    public void Parses_what_PostgreSQL_prints(string text, ulong value) => Assert.Equal(value, Lsn.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("0")]
    [InlineData("0/")]
    [InlineData("/0")]
    [InlineData("0/123456789")]
    [InlineData("0/ 1")]
    [InlineData("+0/1")]
    [InlineData("0/0/0")]
    [InlineData("G/0")]
    public void Rejects_everything_else(string text)
    {
        Assert.False(Lsn.TryParse(text, out _));
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Lsn.Parse(text)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Comes_back_from_its_text() => Prop.ForAll(
        (ulong value) => Lsn.Parse(new Lsn(value).ToString()) == new Lsn(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Orders_as_numbers() => Prop.ForAll(
        (ulong left, ulong right) => new Lsn(left) < new Lsn(right) == left < right).QuickCheckThrowOnFailure();

    [Fact]
    public void A_distance_below_zero_is_an_error() =>
        Assert.Throws<OverflowException>(() => Lsn.Zero - new Lsn(1));
}
