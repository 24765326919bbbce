using Postern.Archiver.Core.Pages;
using Xunit;

namespace Postern.Tests.Archiver.Core.Pages;

public sealed class RelationPathTests
{
    [Theory]
    [InlineData("base/5/16384.1", "base/5")]
    [InlineData("base/5", "base/5")]
    [InlineData("/pg_tblspc/16400/PG_15_202209061/5/16401", "pg_tblspc/16400/PG_15_202209061/5")]
    [InlineData("base", "")]
    [InlineData("base/pgsql_tmp", "")]
    [InlineData("global/1262", "")]
    [InlineData("PG_VERSION", "")]
    public void Tells_the_folder_of_a_database(string path, string folder) =>
        Assert.Equal(folder, RelationPath.DatabaseFolder(path));

    [Theory]
    [InlineData("16384", 16384u, RelationFork.Main, 0u)]
    [InlineData("16384.12", 16384u, RelationFork.Main, 12u)]
    [InlineData("16384_fsm", 16384u, RelationFork.FreeSpaceMap, 0u)]
    [InlineData("16384_vm.3", 16384u, RelationFork.VisibilityMap, 3u)]
    [InlineData("16384_init", 16384u, RelationFork.Initialisation, 0u)]
    public void Reads_relation_files(string name, uint number, RelationFork fork, uint segment) =>
        Assert.Equal(new RelationFile(number, fork, segment), RelationFile.Parse(name));

    [Theory]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("16384.")]
    [InlineData("16384.0")]
    [InlineData("16384_xyz")]
    [InlineData("PG_VERSION")]
    [InlineData("t3_16384")]
    [InlineData("99999999999")]
    public void Rejects_other_names(string name) => Assert.Null(RelationFile.Parse(name));

    [Theory]
    [InlineData("t3_16384", true)]
    [InlineData("t12_16384_fsm.1", true)]
    [InlineData("t_16384", false)]
    [InlineData("tx_1", false)]
    [InlineData("16384", false)]
    public void Knows_temporary_relations(string name, bool expected) =>
        Assert.Equal(expected, RelationFile.IsTemporary(name));

    [Fact]
    public void Knows_where_relations_lie()
    {
        Assert.Equal(RelationPath.DefaultTablespace, RelationPath.Parse("/base/5/1259")!.Value.TablespaceOid);
        Assert.Equal(0u, RelationPath.Parse("global/1262")!.Value.DatabaseOid);
        Assert.Equal(16400u, RelationPath.Parse("pg_tblspc/16400/PG_15_202209061/5/16401.1")!.Value.TablespaceOid);
        Assert.Null(RelationPath.Parse("pg_xact/0000"));
        Assert.Null(RelationPath.Parse("base/5/sub/1259"));
    }

    [Fact]
    public void Counts_blocks_over_segments() =>
        Assert.Equal(131072u * 2 + 5, RelationFile.Parse("1.2")!.Value.AbsoluteBlock(5, 8192));
}
