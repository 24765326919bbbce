using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Archiving.Restore;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

public sealed class PageMapTests
{
    private const int PageBytes = 8192;

    [Fact]
    public void A_page_is_taken_once_and_none_behind_the_end()
    {
        var map = new PageMap((2 * PageBytes) + 1, PageBytes);
        Assert.Equal(3, map.Missing);
        Assert.True(map.Take(2));
        Assert.False(map.Take(2));
        Assert.False(map.Take(3));
        Assert.Equal(2, map.Missing);
        map.Complete();
        Assert.Equal(0, map.Missing);
        Assert.False(map.Take(0));
    }

    [Fact]
    public void Behind_an_older_end_nothing_older_counts()
    {
        var map = new PageMap(10 * PageBytes, PageBytes);
        map.EndAt((4 * PageBytes) + 1);
        Assert.Equal(5, map.Missing);
        Assert.True(map.Take(4));
        Assert.False(map.Take(5));
        map.EndAt(20 * PageBytes);
        Assert.Equal(4, map.Missing);
    }

    /// <summary>Newest first with a map is the same as oldest first without one.</summary>
    [Fact]
    public void Any_chain_gives_the_same_both_ways() => Prop.ForAll<PositiveInt, (PositiveInt Size, byte[] Blocks)[]>(
        (fullPages, deltas) =>
        {
            // What lies in each page: the number of the backup that wrote it, 0 for zeros.
            var forward = Enumerable.Repeat(1, Pages(fullPages)).ToList();
            for (var i = 0; i < deltas.Length; i++)
            {
                Resize(forward, Pages(deltas[i].Size));
                foreach (var block in Within(deltas[i], forward.Count)) forward[block] = i + 2;
            }
            var final = deltas.Length == 0 ? Pages(fullPages) : Pages(deltas[^1].Size);
            var map = new PageMap((long)final * PageBytes, PageBytes);
            var reverse = new int[final];
            for (var i = deltas.Length - 1; i >= 0; i--)
            {
                foreach (var block in Within(deltas[i], Pages(deltas[i].Size)))
                {
                    if (map.Take(block)) reverse[block] = i + 2;
                }
                map.EndAt((long)Pages(deltas[i].Size) * PageBytes);
            }
            for (var block = 0; block < Pages(fullPages); block++)
            {
                if (map.Take(block)) reverse[block] = 1;
            }
            return forward.SequenceEqual(reverse);
        }).QuickCheckThrowOnFailure();

    private static int Pages(PositiveInt size) => size.Get % 12;

    private static IEnumerable<int> Within((PositiveInt Size, byte[] Blocks) delta, int pages) =>
        delta.Blocks.Select(block => block % 12).Where(block => block < pages);

    private static void Resize(List<int> pages, int count)
    {
        if (count < pages.Count) pages.RemoveRange(count, pages.Count - count);
        while (pages.Count < count) pages.Add(0);
    }
}
