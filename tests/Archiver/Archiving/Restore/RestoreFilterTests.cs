using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

public sealed class RestoreFilterTests
{
    private static readonly Dictionary<string, DatabaseEntry> Databases = new()
    {
        ["app"] = new DatabaseEntry
        {
            Oid = 16500,
            Tables = new()
            {
                ["pg_catalog.pg_class"] = new TableEntry { Oid = 1259, FileNumber = 17000 },
                ["public.orders"] = new TableEntry
                {
                    Oid = 16501, FileNumber = 16600,
                    Partitions = new() { ["public.orders_1"] = new TableEntry { Oid = 16502, FileNumber = 16601 } },
                },
                ["public.other"] = new TableEntry { Oid = 16503, FileNumber = 16602 },
                ["pg_toast.pg_toast_16501"] = new TableEntry { Oid = 16504, FileNumber = 16603 },
            },
        },
        ["rest"] = new DatabaseEntry { Oid = 16700, Tables = new() },
    };

    [Theory]
    [InlineData("base/16500/16600", true)]
    [InlineData("base/16500/16600.1", true)]
    [InlineData("base/16500/16601", true)]
    [InlineData("base/16500/16603", true)]
    [InlineData("base/16500/16602", false)]
    [InlineData("base/16500/17000", true)]
    [InlineData("base/16500/1249", true)]
    [InlineData("base/16500/PG_VERSION", true)]
    [InlineData("base/5/99999", true)]
    [InlineData("base/16700/16800", false)]
    [InlineData("pg_tblspc/16400/PG_15_202209061/16500/16602", false)]
    [InlineData("global/1262", true)]
    public void A_table_comes_with_its_partitions_its_toast_and_the_catalogues(string path, bool expected)
    {
        foreach (var key in (string[])["app/orders", "app/public.orders", "app/public/orders", "a*/ord*"])
            Assert.Equal(expected, RestoreFilter.Only([key], Databases)(path));
    }

    [Fact]
    public void A_database_comes_whole() => Assert.True(RestoreFilter.Only(["app"], Databases)("base/16500/16602"));

    [Theory]
    [InlineData("nothere")]
    [InlineData("app/nothere")]
    public void A_name_that_is_not_there_is_refused(string key) => Assert.Equal(
        FailureCode.Usage, Assert.Throws<ArchiverException>(() => RestoreFilter.Only([key], Databases)).Code);

    [Fact]
    public void A_mask_does_not_cross_folders()
    {
        Assert.True(RestoreFilter.Mask("/base/5/*")("base/5/1259"));
        Assert.False(RestoreFilter.Mask("base/*")("base/5/1259"));
    }
}
