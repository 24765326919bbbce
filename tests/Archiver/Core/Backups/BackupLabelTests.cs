using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class BackupLabelTests
{
    private const string Text = """
        START WAL LOCATION: 0/2000028 (file 000000010000000000000002)
        CHECKPOINT LOCATION: 0/2000060
        BACKUP METHOD: streamed
        BACKUP FROM: primary
        START TIME: 2026-11-22 19:36:39 UTC
        LABEL: wal-g: nightly
        START TIMELINE: 1

        """;

    [Fact]
    public void Reads_a_label()
    {
        var label = BackupLabel.Parse(Text);
        Assert.Equal(Lsn.Parse("0/2000028"), label.StartLsn);
        Assert.Equal("000000010000000000000002", label.StartSegment.ToString());
        Assert.Equal(Lsn.Parse("0/2000060"), label.CheckpointLsn);
        Assert.Equal("wal-g: nightly", label.Label);
        Assert.Equal(TimelineId.First, label.StartTimeline);
        Assert.Null(label.StopLsn);
        Assert.Null(label.IncrementalFromLsn);
    }

    [Fact]
    public void Reads_the_stop_of_a_backup_history_file()
    {
        var label = BackupLabel.Parse(
            Text + "STOP WAL LOCATION: 0/2000100 (file 000000010000000000000002)\nSTOP TIME: x\nSTOP TIMELINE: 1\n");
        Assert.Equal(Lsn.Parse("0/2000100"), label.StopLsn);
        Assert.Equal("x", label.StopTime);
    }

    [Fact]
    public void Reads_where_an_incremental_backup_builds_on()
    {
        var label = BackupLabel.Parse(Text + "INCREMENTAL FROM LSN: 0/1000028\nINCREMENTAL FROM TLI: 1\n");
        Assert.Equal(Lsn.Parse("0/1000028"), label.IncrementalFromLsn);
        Assert.Equal(TimelineId.First, label.IncrementalFromTimeline);
    }

    [Theory]
    [InlineData("")]
    [InlineData("START WAL LOCATION: nowhere\n")]
    [InlineData("START WAL LOCATION: 0/2000028 (file x)\n")]
    [InlineData("START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\n")]
    public void Rejects_what_is_no_label(string text) => Assert.Throws<FormatException>(() => BackupLabel.Parse(text));
}
