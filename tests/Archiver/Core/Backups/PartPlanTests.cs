using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Core.Backups;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class PartPlanTests
{
    [Fact]
    public void Takes_every_member_once_and_in_order() => Prop.ForAll<PositiveInt[], PositiveInt>((sizes, workers) =>
    {
        var bytes = sizes.Select(size => size.Get * 1000L).ToList();
        var parts = PartPlan.Split(bytes, 1 << 20, workers.Get);
        var taken = parts.SelectMany(part => Enumerable.Range(part.Start.Value, part.End.Value - part.Start.Value));
        return taken.SequenceEqual(Enumerable.Range(0, bytes.Count));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exceeds_the_threshold_only_for_one_large_member() => Prop.ForAll<PositiveInt[]>(sizes =>
    {
        const long threshold = 50_000;
        var bytes = sizes.Select(size => size.Get * 1000L).ToList();
        return PartPlan.Split(bytes, threshold, 1).All(part =>
            part.End.Value - part.Start.Value == 1
            || bytes.GetRange(part.Start.Value, part.End.Value - part.Start.Value).Sum() <= threshold);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Begins_a_part_where_it_is_told_to() =>
        Assert.Equal([0..2, 2..5], PartPlan.Split([1, 1, 1, 1, 1], 1 << 20, 1, index => index == 2));

    [Fact]
    public void Gives_every_worker_something_to_do() =>
        Assert.True(PartPlan.Split([.. Enumerable.Repeat(16L << 20, 100)], 1L << 30, 4).Count >= 4);
}
