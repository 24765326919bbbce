using Postern.Archiver.Failures;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Commands.Backups;

public sealed class BackupPushCommandTests
{
    [Fact]
    public async Task A_backup_through_the_replication_protocol_is_refused_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["WALG_FILE_PREFIX"] = folder.Path, ["HOME"] = folder.Path };
        var (code, answer, notes) = await CommandLine.RunAsync(settings, "backup-push");
        Assert.Equal(((int)FailureCode.Usage, ""), (code, answer));
        Assert.Contains("BASE_BACKUP", notes, StringComparison.Ordinal);
        Assert.Contains("HINT: give PGDATA", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_nothing_is_named_before_anything_is_done()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>
        {
            ["WALG_FILE_PREFIX"] = folder.Path, ["HOME"] = folder.Path, ["PGHOST"] = folder.Path,
            ["WALG_COMPRESION_METHOD"] = "zstd", ["WALG_DIRECT_IO"] = "true",
        };
        var (_, _, notes) = await CommandLine.RunAsync(settings, "backup-push", folder.Path, "--rating-composer");
        foreach (var name in (string[])["'WALG_COMPRESION_METHOD'", "'WALG_DIRECT_IO'", "'--rating-composer'"])
            Assert.Contains("WARNING: " + name, notes, StringComparison.Ordinal);
    }
}
