using Postern.Archiver.Booting;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Booting;

public sealed class BackupMajorTests
{
    [Theory]
    [InlineData(170012)]
    [InlineData(0)]
    public void The_images_own_version_passes_and_so_does_one_that_is_not_said(int version) =>
        BackupMajor.Require(Backup(version), 17);

    [Fact]
    public void Another_version_is_refused_with_the_setting_that_chooses_it()
    {
        var failure = Assert.Throws<ArchiverException>(() => BackupMajor.Require(Backup(180003), 17));
        Assert.Equal(FailureCode.BootRefused, failure.Code);
        Assert.Contains("PostgreSQL 18", failure.Message, StringComparison.Ordinal);
        Assert.Contains("postern:postgres", failure.Hint, StringComparison.Ordinal);
    }

    private static BackupRecord Backup(int version) => new()
    {
        Name = "base_000000010000000000000002",
        Modified = DateTimeOffset.UnixEpoch,
        PgVersion = version,
    };
}
