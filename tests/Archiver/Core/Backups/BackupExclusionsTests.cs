using Postern.Archiver.Core.Backups;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class BackupExclusionsTests
{
    [Theory]
    [InlineData("pg_wal", EntryTreatment.KeepEmpty)]
    [InlineData("pg_replslot", EntryTreatment.KeepEmpty)]
    [InlineData("base/pgsql_tmp", EntryTreatment.KeepEmpty)]
    [InlineData("log", EntryTreatment.KeepEmpty)]
    [InlineData("mine/log", EntryTreatment.Include)]
    [InlineData("base/5", EntryTreatment.Include)]
    [InlineData("postern", EntryTreatment.Exclude)]
    public void Directories(string path, EntryTreatment expected) =>
        Assert.Equal(expected, BackupExclusions.ForDirectory(path));

    [Theory]
    [InlineData("postmaster.pid", EntryTreatment.Exclude)]
    [InlineData("standby.signal", EntryTreatment.Exclude)]
    [InlineData("recovery.signal", EntryTreatment.Exclude)]
    [InlineData("backup_label", EntryTreatment.Exclude)]
    [InlineData("base/5/pg_internal.init.123", EntryTreatment.Exclude)]
    [InlineData("base/5/t3_16400", EntryTreatment.Exclude)]
    [InlineData("mine/postmaster.pid", EntryTreatment.Include)]
    [InlineData("PG_VERSION", EntryTreatment.Include)]
    [InlineData("global/pg_control", EntryTreatment.Include)]
    public void Files(string path, EntryTreatment expected) =>
        Assert.Equal(expected, BackupExclusions.ForFile(path, _ => false));

    [Theory]
    [InlineData("base/5/16400", EntryTreatment.Exclude)]
    [InlineData("base/5/16400.1", EntryTreatment.Exclude)]
    [InlineData("base/5/16400_fsm", EntryTreatment.Exclude)]
    [InlineData("base/5/16400_init", EntryTreatment.Include)]
    [InlineData("base/5/16401", EntryTreatment.Include)]
    public void Of_an_unlogged_relation_only_the_init_fork_is_kept(string path, EntryTreatment expected) =>
        Assert.Equal(expected, BackupExclusions.ForFile(path, name => name == "16400_init"));

    [Fact]
    public void Only_the_real_control_file_is_special()
    {
        Assert.True(BackupExclusions.IsControlFile("global/pg_control"));
        Assert.False(BackupExclusions.IsControlFile("sub/pg_control"));
    }
}
