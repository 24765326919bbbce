using FsCheck;
using FsCheck.Fluent;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Core.Wal;
using Postern.Tests.Archiver.Core.Backups;
using Xunit;

namespace Postern.Tests.Archiver.Core.Retention;

public sealed class RetentionPlannerTests
{
    private static readonly DateTimeOffset Now = TestBackups.Day.AddDays(2);

    [Fact]
    public void Nothing_that_stays_depends_on_anything_that_goes() => Prop.ForAll<byte[], byte>((shape, count) =>
    {
        var backups = Backups(shape);
        var plan = Plan(backups, new RetainRequest(count % 5 + 1, FullModifier.FindFull, null));
        if (plan is null) return true;
        var kept = plan.Kept.Select(one => one.Name).ToHashSet();
        var gone = plan.Deletions.Where(one => one.Item.IsSentinel).Select(one => one.Item.Backup).ToHashSet();
        return backups.All(backup =>
            (gone.Contains(backup.Name) != kept.Contains(backup.Name) || plan.Deletions.Count == 0)
            && (!backup.IsPermanent || !gone.Contains(backup.Name))
            && (!kept.Contains(backup.Name) || backup.Parent is null || !gone.Contains(backup.Parent))
            && (!kept.Contains(backup.Name) || !plan.Deletions.Any(one => Needs(backup, one.Item))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void After_pg_upgrade_the_new_cluster_on_the_lower_timeline_is_the_newer()
    {
        var old = TestBackups.Full(20, timeline: 3);
        var upgraded = TestBackups.Full(30, timeline: 1);
        var plan =
            Plan([old, upgraded], new RetainRequest(1, FullModifier.Full, null), Wal(3, 29), Wal(1, 30), Wal(1, 31))!;
        Assert.Equal([upgraded.Name], plan.Kept.Select(one => one.Name));
        Assert.Equal(
            ["wal_005/000000030000000000000014", "wal_005/00000003000000000000001D"],
            plan.Deletions.Where(one => one.Item.Kind == RetentionKind.Wal).Select(one => one.Item.Name));
    }

    [Fact]
    public void The_backup_that_leads_to_the_present_timeline_stays()
    {
        // Timeline 2 was forked at segment 12, before the newest backup of timeline 1 was made; no backup is on it yet.
        var before = TestBackups.Full(10);
        var abandoned = TestBackups.Full(20);
        var plan = Plan(
            [before, abandoned], new RetainRequest(1, FullModifier.Full, null), Wal(1, 10), Wal(1, 11), Wal(1, 20),
            Wal(2, 12, 21), Wal(2, 13, 22))!;
        Assert.Contains(plan.Kept, one =>
            one.Name == before.Name && one.Reason.Contains("timeline 2", StringComparison.Ordinal));
        Assert.Empty(plan.Deletions);
    }

    [Fact]
    public void Histories_below_every_kept_timeline_go_and_later_ones_stay()
    {
        var plan = Plan(
            [TestBackups.Full(10, 1), TestBackups.Full(20, 3)], new RetainRequest(1, FullModifier.Full, null),
            History(2), History(3), History(4), Wal(3, 20))!;
        Assert.Equal(["wal_005/00000002.history"],
            plan.Deletions.Where(one => one.Item.History is not null).Select(one => one.Item.Name));
    }

    [Fact]
    public void The_last_restorable_backup_is_never_deleted()
    {
        var orphan = TestBackups.Delta(20, TestBackups.Full(15));
        var refused = Assert.Throws<RetentionRefusedException>(
            () => Plan(
                [TestBackups.Full(10), orphan], new TargetRequest(TestBackups.Full(10).Name, FullModifier.None)));
        Assert.Equal(RetentionRefusal.Protected, refused.Refusal);
    }

    [Fact]
    public void Sentinels_go_first_and_a_deltas_before_its_parents()
    {
        var full = TestBackups.Full(10);
        var delta = TestBackups.Delta(11, full);
        var plan =
            Plan([full, delta, TestBackups.Full(20)], new RetainRequest(1, FullModifier.Full, null), Wal(1, 10))!;
        Assert.Equal([delta.Name, full.Name],
            plan.Deletions.TakeWhile(one => one.Item.IsSentinel).Select(one => one.Item.Backup));
        Assert.Equal(RetentionKind.Wal, plan.Deletions[^1].Item.Kind);
    }

    [Fact]
    public void Objects_of_a_backup_in_progress_stay()
    {
        var young = new RetentionObject(
            "basebackups_005/base_000000010000000000000001/x", 1, Now.AddMinutes(-1), RetentionKind.Backup,
            "base_000000010000000000000001", WalSegmentName.Parse("000000010000000000000001"), null);
        Assert.Empty(Plan([TestBackups.Full(10)], new RetainRequest(1, FullModifier.Full, null), young)!.Deletions);
    }

    [Theory]
    [InlineData(20, 0x1400028UL)]
    [InlineData(24, 0x1800028UL)]
    public void The_segment_size_is_inferred_from_the_backup(int number, ulong start) => Assert.Equal(
        1u << 20,
        SegmentSizeInference.Of(TestBackups.Full(number) with { StartLsn = new Lsn(start) })!.Value.SizeBytes);

    private static bool Needs(BackupRecord backup, RetentionObject item) =>
        item.Kind == RetentionKind.Wal && item.Segment == BackupName.Parse(backup.Name).Start;

    private static List<BackupRecord> Backups(byte[] shape)
    {
        var backups = new List<BackupRecord>();
        foreach (var (kind, index) in shape.Take(12).Select((kind, index) => (kind, index)))
        {
            var number = 10 + index * 2;
            var made = kind % 3 == 0 || backups.Count == 0 ? TestBackups.Full(number)
                : TestBackups.Delta(number, backups[kind % backups.Count]);
            backups.Add(made with { IsPermanent = kind % 7 == 0 });
        }
        return backups;
    }

    private static RetentionPlan? Plan(
        IReadOnlyList<BackupRecord> backups, RetentionRequest request, params RetentionObject[] more)
    {
        var objects = backups.SelectMany(Objects).Concat(more).ToList();
        try
        {
            return new RetentionPlanner(backups, objects, Now).Plan(request);
        }
        catch (RetentionRefusedException refused)
            when (refused.Refusal != RetentionRefusal.Protected || request is RetainRequest)
        {
            return null;
        }
    }

    private static IEnumerable<RetentionObject> Objects(BackupRecord backup)
    {
        var start = BackupName.Parse(backup.Name).Start;
        var folder = "basebackups_005/" + backup.Name;
        yield return new RetentionObject(
            folder + "_backup_stop_sentinel.json", 10, backup.Modified, RetentionKind.Backup, backup.Name, start,
            null) { IsSentinel = true };
        yield return new RetentionObject(
            folder + "/metadata.json", 10, backup.Modified, RetentionKind.Backup, backup.Name, start, null);
        yield return Wal(start.Timeline.Value, start.Segment);
    }

    private static RetentionObject Wal(uint timeline, uint number, int? minute = null)
    {
        var segment = new WalSegmentName(new TimelineId(timeline), 0, number);
        return new RetentionObject($"wal_005/{segment}", 100, TestBackups.Day.AddMinutes(minute ?? (int)number),
            RetentionKind.Wal, null, segment, null);
    }

    private static RetentionObject History(uint timeline) => new(
        $"wal_005/{new TimelineId(timeline).HistoryFileName}", 1, TestBackups.Day, RetentionKind.Wal, null, null,
        new TimelineId(timeline));
}
