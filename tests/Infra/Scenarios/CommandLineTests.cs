using Postern.Infra.Scenarios;
using Postern.Infra.Settings;
using Xunit;

namespace Postern.Tests.Infra.Scenarios;

public sealed class CommandLineTests
{
    [Fact]
    public void The_unused_targets_come_first_and_are_empty()
    {
        var parameters = CommandLine.Recovery(new RecoveryTarget("time", "2026-11-22 19:00:00+00", false, "latest"),
            "pause");
        Assert.Equal(
            [
                "recovery_target=", "recovery_target_lsn=", "recovery_target_name=", "recovery_target_xid=",
                "recovery_target_time=2026-11-22 19:00:00+00", "recovery_target_action=pause",
                "recovery_target_inclusive=off",
                "recovery_target_timeline=latest",
            ],
            parameters.Select(pair => $"{pair[0]}={pair[1]}"));
    }

    [Fact]
    public void A_drill_cannot_archive() =>
        Assert.Contains(CommandLine.Drill(RecoveryTarget.Latest), pair => pair is ["archive_mode", "off"]);
}
