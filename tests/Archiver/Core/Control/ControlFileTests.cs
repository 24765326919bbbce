using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Tests.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Core.Control;

public sealed class ControlFileTests
{
    [Fact]
    public void Reads_what_was_written()
    {
        var control = ControlFile.Parse(WalBytes.Control());
        Assert.Equal(WalBytes.System, control.SystemIdentifier.Value);
        Assert.Equal(15, control.Major);
        Assert.Equal(ClusterState.InProduction, control.State);
        Assert.Equal(TimelineId.First, control.Timeline);
        Assert.Equal(1u << 20, control.WalSegmentSize.SizeBytes);
        Assert.False(control.HasDataChecksums);
    }

    [Fact]
    public void Refuses_a_wrong_checksum()
    {
        var bytes = WalBytes.Control();
        bytes[100] ^= 1;
        Assert.Contains("checksum", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_version_that_it_does_not_know()
    {
        var bytes = WalBytes.Control();
        bytes[8] = 1;
        Assert.Contains("version", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_short_file() => Assert.Contains("100 bytes", Refusal(WalBytes.Control()[..100]),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xE3069283u)]
    public void Its_checksum_is_Castagnolis(string text, uint expected) =>
        Assert.Equal(expected, Crc32C.Compute(System.Text.Encoding.ASCII.GetBytes(text)));

    private static string Refusal(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => ControlFile.Parse(bytes)).Message;
}
