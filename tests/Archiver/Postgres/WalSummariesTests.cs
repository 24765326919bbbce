using Postern.Archiver.Core.Wal;
using Postern.Archiver.Postgres;
using Xunit;

namespace Postern.Tests.Archiver.Postgres;

public sealed class WalSummariesTests
{
    [Fact]
    public void A_range_that_is_covered_gives_its_pieces_in_order() => Assert.Equal(
        [(At(10), At(20)), (At(20), At(35))],
        WalSummaries.Chain([(At(20), At(35)), (At(0), At(10)), (At(10), At(20)), (At(35), At(40))], At(12), At(30))!);

    [Fact]
    public void A_gap_gives_nothing() =>
        Assert.Null(WalSummaries.Chain([(At(10), At(20)), (At(21), At(40))], At(12), At(30)));

    [Fact]
    public void An_end_that_is_not_reached_gives_nothing() =>
        Assert.Null(WalSummaries.Chain([(At(10), At(20))], At(12), At(30)));

    [Fact]
    public void Without_summaries_there_is_nothing() => Assert.Null(WalSummaries.Chain([], At(12), At(30)));

    private static Lsn At(ulong value) => new(value);
}
