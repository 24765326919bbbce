using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Pages;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class ChangedBlocksTests
{
    private const int Page = 8192;
    private static readonly RelationPath Table = RelationPath.Parse("base/5/16384")!.Value;

    [Fact]
    public void A_relation_that_is_not_named_is_unchanged() =>
        Assert.Equal([], new ChangedBlocks().Of(Table, 10 * Page, Page)!);

    [Fact]
    public void Blocks_beyond_the_file_do_not_count()
    {
        var changed = new ChangedBlocks();
        changed.Add(1663, 5, 16384, null, [7, 3, 12]);
        Assert.Equal([3u, 7u], changed.Of(Table, 10 * Page, Page)!);
    }

    [Fact]
    public void From_the_limit_block_on_everything_is_stored()
    {
        var changed = new ChangedBlocks();
        changed.Add(1663, 5, 16384, 8, [1]);
        Assert.Equal([1u, 8u, 9u], changed.Of(Table, 10 * Page, Page)!);
    }

    [Fact]
    public void A_relation_cut_to_nothing_is_stored_whole()
    {
        var changed = new ChangedBlocks();
        changed.Add(1663, 5, 16384, 0, []);
        Assert.Null(changed.Of(Table, 10 * Page, Page));
    }

    [Fact]
    public void Every_relation_of_a_new_database_is_stored_whole()
    {
        var changed = new ChangedBlocks();
        changed.Add(1663, 5, 0, 0, []);
        Assert.Null(changed.Of(Table, 10 * Page, Page));
    }

    [Fact]
    public void Later_segment_files_count_from_their_own_beginning()
    {
        var changed = new ChangedBlocks();
        changed.Add(1663, 5, 16384, null, [131072 + 4]);
        Assert.Equal([4u], changed.Of(RelationPath.Parse("base/5/16384.1")!.Value, 10 * Page, Page)!);
    }
}
