using Postern.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Wal;

public sealed class WalFileNameTests
{
    [Theory]
    [InlineData("00000001000000000000000A", WalFileKind.Segment, 1u)]
    [InlineData("00000001000000000000000A.partial", WalFileKind.Partial, 1u)]
    [InlineData("0000000B.history", WalFileKind.History, 11u)]
    [InlineData("00000002000000000000000D.00000028.backup", WalFileKind.BackupHistory, 2u)]
    public void Tells_the_four_shapes_apart(string text, WalFileKind kind, uint timeline)
    {
        var name = WalFileName.Parse(text);
        Assert.Equal(kind, name.Kind);
        Assert.Equal(timeline, name.Timeline.Value);
        Assert.Equal(text, name.ToString());
        Assert.Equal(kind == WalFileKind.History, name.Segment is null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("notawalname")]
    [InlineData("00000000.history")]
    [InlineData("0000001.history")]
    [InlineData("00000001000000000000000A.lz4")]
    [InlineData("00000001000000000000000A.")]
    [InlineData("00000001000000000000000A.partial.lz4")]
    [InlineData("00000001000000000000000A.0000028.backup")]
    [InlineData("00000001000000000000000A.0000002g.backup")]
    [InlineData("00000001000000000000000A_delta")]
    [InlineData("00000001000000000000000A.json")]
    public void Rejects_everything_else(string text) => Assert.False(WalFileName.TryParse(text, out _));
}
