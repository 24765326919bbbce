using Postern.Archiver.Settling;
using Xunit;

namespace Postern.Tests.Archiver.Settling;

public sealed class SettlementTests
{
    private static readonly RefusedSetting Banana = new("work_mem", "banana", "setting could not be applied");

    [Fact]
    public void A_parameter_that_waits_for_a_restart_is_not_refused()
    {
        var outcome = Settlement.Judge(["shared_buffers"], [new("shared_buffers", "1GB",
            "setting could not be applied")]);
        Assert.Null(outcome.Error);
        Assert.Equal(["shared_buffers"], outcome.PendingRestart);
    }

    [Fact]
    public void A_refused_one_is_named()
    {
        var outcome = Settlement.Judge([], [Banana]);
        Assert.Equal("work_mem banana: setting could not be applied", outcome.Error);
    }

    [Fact]
    public void A_line_that_is_no_setting_is_told_as_one() =>
        Assert.Equal(
            "the settings file: syntax error", Settlement.Judge([], [new("", "", "syntax error")]).Error);
}
