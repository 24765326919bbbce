using Postern.Archiver.Core.Wal;
using Postern.Archiver.Recovering;
using Xunit;

namespace Postern.Tests.Archiver.Recovering;

public sealed class StartupProcessTests
{
    [Theory]
    [InlineData("postgres: startup recovering 000000010000000000000005", false)]
    [InlineData("postgres: startup waiting for 000000010000000000000005", true)]
    [InlineData("postgres: main: startup   waiting for 000000010000000000000005\0\0", true)]
    public void Reads_the_title(string title, bool waiting) =>
        Assert.Equal(
            new StartupProcess(waiting, WalSegmentName.Parse("000000010000000000000005")), StartupProcess.Parse(title));

    [Theory]
    [InlineData("postgres: checkpointer ")]
    [InlineData("postgres: startup ")]
    [InlineData("postgres: startup waiting for 00000002.history")]
    public void Is_null_for_anything_else(string title) => Assert.Null(StartupProcess.Parse(title));
}
