using Postern.Archiver.Booting;
using Xunit;

namespace Postern.Tests.Archiver.Booting;

public sealed class RecoveryTargetTests
{
    [Fact]
    public void Puts_the_unused_kinds_first_and_empty()
    {
        var names = new RecoveryTarget("time", "2026-11-22 19:00:00+00", Inclusive: false, Timeline: "2")
            .Parameters().Select(one => one.Assignment);
        Assert.Equal(
            [
                "recovery_target=", "recovery_target_name=", "recovery_target_lsn=", "recovery_target_xid=",
                "recovery_target_time=2026-11-22 19:00:00+00", "recovery_target_action=pause",
                "recovery_target_inclusive=off", "recovery_target_timeline=2",
            ],
            names);
    }

    [Fact]
    public void Empties_all_five_kinds_for_latest() =>
        Assert.Equal(5, RecoveryTarget.Latest.Parameters().Count(one => one.Value.Length == 0));

    [Fact]
    public void Says_immediate_by_its_own_parameter() =>
        Assert.Contains(
            new ServerParameter("recovery_target", "immediate"), new RecoveryTarget("immediate").Parameters());
}
