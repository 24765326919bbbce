using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Commands.Backups;
using Postern.Tests.Archiver.Archiving;
using Xunit;

namespace Postern.Tests.Archiver.Commands.Backups;

/// <summary>The listings of WAL-G's own repositories are WAL-G's texts.</summary>
public sealed class BackupListingTests
{
    [Theory]
    [InlineData("backup-list.txt", false, false)]
    [InlineData("backup-list-detail.txt", true, false)]
    [InlineData("backup-list-pretty.txt", false, true)]
    [InlineData("backup-list-detail-pretty.txt", true, true)]
    public async Task Tables_are_those_of_WALG(string golden, bool detail, bool pretty)
    {
        using var repository = new WalgRepository("pg15-lz4-chain");
        var backups = BackupListing.Order(await ListAsync(repository), detail);
        var output = new StringWriter();
        BackupListing.WriteTable(output, backups, detail, pretty);
        Assert.Equal(repository.Golden(golden), output.ToString().TrimEnd('\n'));
    }

    [Theory]
    [InlineData("backup-list-json.txt", false, false)]
    [InlineData("backup-list-detail-json.txt", true, false)]
    [InlineData("backup-list-pretty-json.txt", false, true)]
    [InlineData("backup-list-detail-pretty-json.txt", true, true)]
    public async Task Json_is_that_of_WALG(string golden, bool detail, bool pretty)
    {
        using var repository = new WalgRepository("pg15-lz4-chain");
        var backups = BackupListing.Order(await ListAsync(repository), detail);
        Assert.Equal(repository.Golden(golden), BackupListing.Json(backups, detail, pretty));
    }

    [Fact]
    public async Task A_backup_without_metadata_is_listed_with_dashes()
    {
        using var repository = new WalgRepository("pg15-lz4-chain");
        File.Delete(Path.Combine(repository.Prefix, "basebackups_005/base_000000010000000000000003/metadata.json"));
        var output = new StringWriter();
        BackupListing.WriteTable(output, await ListAsync(repository), detail: true, pretty: false);
        Assert.Contains("base_000000010000000000000003 ", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<CatalogueEntry>> ListAsync(WalgRepository repository)
    {
        await using var archive = ArchiveFactory.Open(repository.ArchiverSettings());
        return await new BackupCatalogue(archive).ListAsync(CancellationToken.None);
    }
}
