using Postern.Archiver.Core.Backups;
using Xunit;

namespace Postern.Tests.Archiver.Core.Backups;

public sealed class DeltaDecisionTests
{
    private static readonly BackupRecord Full = TestBackups.Full(8);
    private static readonly BackupRecord First = TestBackups.Delta(12, Full);

    [Fact]
    public void Without_a_backup_it_is_full() => Assert.False(Decide(null).IsDelta);

    [Fact]
    public void With_no_steps_allowed_it_is_full() => Assert.False(Decide(Full, maxSteps: 0).IsDelta);

    [Fact]
    public void Counts_the_steps()
    {
        Assert.Equal(1, Decide(Full).Count);
        Assert.Equal(2, Decide(First).Count);
        Assert.False(Decide(First, maxSteps: 1).IsDelta);
    }

    [Fact]
    public void From_the_latest_full_the_count_goes_on()
    {
        var decision = Decide(First, origin: DeltaOrigin.LatestFull);
        Assert.Equal(Full.Name, decision.Parent!.Name);
        Assert.Equal(2, decision.Count);
    }

    [Fact]
    public void An_ordinary_backup_is_no_delta_of_a_permanent_one()
    {
        var permanent = Full with { IsPermanent = true };
        Assert.False(Decide(permanent).IsDelta);
        Assert.True(Decide(permanent, origin: DeltaOrigin.LatestFull).IsDelta);
        Assert.True(Decide(permanent, isPermanent: true).IsDelta);
    }

    [Fact]
    public void A_broken_chain_is_not_made_longer() =>
        Assert.False(DeltaDecision.Decide(
            new DeltaRequest(5, DeltaOrigin.Latest, false, false), First,
            new Dictionary<string, BackupRecord> { [First.Name] = First }).IsDelta);

    private static DeltaDecision Decide(
        BackupRecord? candidate, int maxSteps = 5, DeltaOrigin origin = DeltaOrigin.Latest, bool isPermanent = false)
    {
        var all = new[] { Full, First }.ToDictionary(backup => backup.Name);
        if (candidate is not null) all[candidate.Name] = candidate;
        return DeltaDecision.Decide(new DeltaRequest(maxSteps, origin, false, isPermanent), candidate, all);
    }
}
