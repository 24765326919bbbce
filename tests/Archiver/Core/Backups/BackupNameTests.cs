using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class BackupNameTests
{
    private static readonly WalSegmentName Start = WalSegmentName.Parse("00000002000000000000000D");

    [Fact]
    public void A_full_backup_is_named_by_its_first_segment()
    {
        var name = BackupName.Full(Start);
        Assert.Equal("base_00000002000000000000000D", name.Text);
        Assert.Equal(name, BackupName.Parse(name.Text));
        Assert.False(name.IsDelta);
    }

    [Fact]
    public void A_delta_names_the_first_segment_of_its_parent()
    {
        var parent = BackupName.Parse("base_00000001000000000000000A_D_000000010000000000000008");
        var name = BackupName.Delta(Start, parent);
        Assert.Equal("base_00000002000000000000000D_D_00000001000000000000000A", name.Text);
        Assert.Equal("00000001000000000000000A", BackupName.Parse(name.Text).Parent.ToString());
    }

    [Fact]
    public void A_name_of_WAL_E_has_eight_digits_more() =>
        Assert.Equal(Start, BackupName.Parse("base_00000002000000000000000D_00000028").Start);

    [Theory]
    [InlineData("")]
    [InlineData("base_")]
    [InlineData("base_00000002000000000000000d")]
    [InlineData("base_00000002000000000000000D_")]
    [InlineData("base_00000002000000000000000D_D_")]
    [InlineData("base_00000002000000000000000D_D_0000000100000000000000")]
    [InlineData("base_00000002000000000000000D_backup_stop_sentinel.json")]
    [InlineData("stream_00000002000000000000000D")]
    public void Rejects_everything_else(string text) => Assert.Null(BackupName.TryParse(text));
}
