using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class BackupSelectionTests
{
    private static readonly BackupRecord Old = TestBackups.Full(8);
    private static readonly BackupRecord New = TestBackups.Full(20);

    [Fact]
    public void A_touched_sentinel_does_not_become_the_latest() =>
        Assert.Equal(New, BackupSelection.Latest([New, Old with { Modified = New.Modified.AddDays(1) }]));

    [Fact]
    public void Without_recorded_times_the_modification_time_counts()
    {
        var copied = Old with { StartTime = null, FinishTime = null, Modified = New.Modified.AddDays(1) };
        Assert.Equal(copied, BackupSelection.Latest([New, copied]));
    }

    [Fact]
    public void Before_a_time_means_complete_by_then()
    {
        Assert.Equal(Old, BackupSelection.BeforeTime([Old, New], New.FinishTime!.Value.AddSeconds(-1)));
        Assert.Equal(New, BackupSelection.BeforeTime([Old, New], New.FinishTime!.Value));
        Assert.Null(BackupSelection.BeforeTime([Old, New], Old.StartTime!.Value));
    }

    [Fact]
    public void Before_a_position_means_ended_by_then()
    {
        Assert.Equal(Old, BackupSelection.BeforeLsn([Old, New], new Lsn(New.FinishLsn!.Value.Value - 1)));
        Assert.Null(BackupSelection.BeforeLsn([Old, New], new Lsn(1)));
    }

    [Fact]
    public void A_chain_that_runs_in_a_circle_is_none()
    {
        var first = TestBackups.Delta(12, Old);
        var circle = first with { Parent = first.Name };
        Assert.Null(BackupSelection.Chain(new Dictionary<string, BackupRecord> { [first.Name] = circle }, first.Name));
    }
}
