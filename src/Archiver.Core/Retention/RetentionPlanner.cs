using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Retention;

/// <summary>
/// Decides what a delete removes. Pure: the same archive, request and time give the same plan. Never goes: a permanent
/// backup (but by "everything FORCE"), what a kept backup is built on or needs to be replayed, the last backup that
/// can be restored, the backup that leads to the newest timeline.
/// </summary>
/// <param name="backups">Every backup with a sentinel.</param>
/// <param name="objects">Every object of the archive.</param>
/// <param name="now">Times to come are refused; objects of a backup that is being made are young.</param>
public sealed class RetentionPlanner(
    IReadOnlyList<BackupRecord> backups, IReadOnlyList<RetentionObject> objects, DateTimeOffset now)
{
    /// <summary>Objects without a sentinel that are younger may belong to a backup in progress.</summary>
    public static readonly TimeSpan OrphanAge = TimeSpan.FromHours(24);

    private readonly Dictionary<string, BackupRecord> _byName =
        backups.ToDictionary(backup => backup.Name, StringComparer.Ordinal);

    /// <exception cref="RetentionRefusedException">Usage, Missing, Protected.</exception>
    public RetentionPlan Plan(RetentionRequest request)
    {
        var ordered = request.ByStartTime
            ? [.. backups.OrderBy(backup => backup.BegunAt).ThenBy(backup => backup.Name, StringComparer.Ordinal)]
            : BackupSelection.Ordered(backups);
        var target = new RetentionTarget(ordered, request.ByStartTime, now);
        return request switch
        {
            RetainRequest retain => target.Of(retain) is { } oldest
                ? Older(ordered, oldest, $"older than '{oldest.Name}', the oldest to be retained", GarbageScope.All)
                : RetentionPlan.Nothing(
                    All("fewer backups than are to be retained"), "there are fewer backups than are to be retained"),
            BeforeRequest before => target.Of(before) is var oldest
                ? Older(ordered, oldest, $"older than '{oldest.Name}'", GarbageScope.All)
                : throw new InvalidOperationException("a before has a target"),
            TargetRequest one => Family(one),
            EverythingRequest everything => Everything(everything.Force),
            GarbageRequest garbage => Garbage(garbage),
            _ => throw new ArgumentException($"unknown request {request.GetType().Name}", nameof(request)),
        };
    }

    private RetentionPlan Older(
        IReadOnlyList<BackupRecord> ordered, BackupRecord oldest, string reason, GarbageScope scope)
    {
        var keep = new KeepDecision(_byName);
        var needs = new WalNeeds();
        var isOlder = true;
        foreach (var backup in ordered)
        {
            if (backup.Name == oldest.Name) isOlder = false;
            if (backup.IsPermanent) keep.Keep(backup, "permanent");
            if (!isOlder) keep.Keep(backup, backup.Name == oldest.Name ? "the oldest to be kept" : "newer");
            if (!isOlder && (!backup.IsPermanent || backup.Name == oldest.Name)) needs.KeepFrom(backup);
        }
        KeepWayToNewestTimeline(keep, needs);
        keep.KeepAncestors();
        keep.DemandRestorable();
        // What only serves as a base stays restorable by itself, too: it is listed like any other.
        foreach (var backup in backups.Where(backup => keep.IsKept(backup.Name))) needs.KeepConsistency(backup);
        return Assemble(keep, needs, oldest, reason, scope);
    }

    /// <summary>
    /// After a recovery to an earlier point the newest backups may lie on a timeline that was left. The newest one
    /// from which the present timeline can be reached stays.
    /// </summary>
    private void KeepWayToNewestTimeline(KeepDecision keep, WalNeeds needs)
    {
        var segments = objects.Where(one => one.Kind == RetentionKind.Wal && one.Segment is not null).ToList();
        if (segments.Count == 0) return;
        // The present one is that of the newest segment, not the highest: pg_upgrade begins with timeline 1 again.
        var present =
            segments.MaxBy(one => (one.LastModified, one.Segment!.Value.Timeline.Value))!.Segment!.Value.Timeline;
        var first = segments.Select(one => one.Segment!.Value).Where(segment => segment.Timeline == present)
            .Min(segment => segment.OnTimeline(TimelineId.First));
        // A backup leads there when it is on that timeline, or began before the timeline did.
        bool Leads(BackupRecord backup) => BackupName.TryParse(backup.Name) is { } name
            && (name.Start.Timeline == present
                || (name.Start.Timeline < present && name.Start.OnTimeline(TimelineId.First) <= first));
        if (backups.Any(backup => keep.IsKept(backup.Name) && Leads(backup))) return;
        if (BackupSelection.Latest(backups.Where(Leads)) is not { } way) return;
        keep.Keep(way, $"the newest that leads to timeline {present}");
        needs.KeepFrom(way);
    }

    private RetentionPlan Garbage(GarbageRequest request)
    {
        var oldest = backups.Where(backup => !backup.IsPermanent)
            .OrderBy(backup => backup.BegunAt).ThenBy(backup => backup.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        if (oldest is not null)
        {
            // A delta's permanent full backup is what it is recovered from, so nothing after that one is garbage.
            oldest = BackupSelection.Chain(_byName, oldest.Name) is [var full, ..] ? full : oldest;
            var ordered = backups.OrderBy(backup => backup.BegunAt)
                .ThenBy(backup => backup.Name, StringComparer.Ordinal).ToList();
            return Older(ordered, oldest, $"older than '{oldest.Name}', the oldest backup", request.Scope);
        }
        if (!request.WithoutBackupCheck)
            return RetentionPlan.Nothing(
                All("permanent"), "there is no backup that is not permanent, so nothing can be called garbage");
        var keep = new KeepDecision(_byName);
        var needs = new WalNeeds();
        foreach (var backup in backups)
        {
            keep.Keep(backup, "permanent");
            needs.KeepConsistency(backup);
        }
        return Assemble(keep, needs, null, "no backup needs it", request.Scope);
    }

    private RetentionPlan Family(TargetRequest request)
    {
        var name = request.Name == "LATEST" ? BackupSelection.Latest(backups)?.Name : request.Name;
        if (name is null || !_byName.TryGetValue(name, out var named))
            throw new RetentionRefusedException(
                RetentionRefusal.Missing, $"backup '{request.Name}' is not in the archive",
                "see `archiver backup-list`.");
        var root = request.Modifier == FullModifier.FindFull && BackupSelection.Chain(_byName, name) is [var full, ..]
            ? full : named;
        var family = backups.Where(backup => IsBuiltOn(backup, root.Name)).ToList();
        if (family.Find(backup => backup.IsPermanent) is { } permanent)
            throw new RetentionRefusedException(
                RetentionRefusal.Protected, $"backup '{permanent.Name}' is permanent",
                $"run `archiver backup-mark -i {permanent.Name}` first.");
        var keep = new KeepDecision(_byName);
        foreach (var backup in backups.Except(family)) keep.Keep(backup, "not named");
        keep.DemandRestorable();
        var names = family.Select(backup => backup.Name).ToHashSet(StringComparer.Ordinal);
        var deletions =
            objects.Where(one => one.Kind == RetentionKind.Backup && one.Backup is { } own && names.Contains(own))
            .Select(one => new PlannedDeletion(one, one.Backup == name ? "named" : $"built on '{root.Name}'"));
        return new RetentionPlan(InOrder(deletions), keep.Kept, $"delete '{root.Name}' and what is built on it");
    }

    private bool IsBuiltOn(BackupRecord backup, string root)
    {
        var steps = 0;
        for (var one = backup; steps <= backups.Count; steps++)
        {
            if (one.Name == root) return true;
            if (one.Parent is null || !_byName.TryGetValue(one.Parent, out one)) return false;
        }
        return false;
    }

    private RetentionPlan Everything(bool force)
    {
        var permanent = backups.Where(backup => backup.IsPermanent).Select(backup => backup.Name).ToList();
        if (permanent.Count > 0 && !force)
            throw new RetentionRefusedException(
                RetentionRefusal.Protected, $"there are permanent backups: {string.Join(", ", permanent)}",
                "give FORCE to delete them, too.");
        return new RetentionPlan(
            InOrder(objects.Select(one => new PlannedDeletion(one, "everything"))), [], "delete everything");
    }

    private RetentionPlan Assemble(
        KeepDecision keep, WalNeeds needs, BackupRecord? oldest, string reason, GarbageScope scope)
    {
        var start = oldest is null ? null : BackupName.TryParse(oldest.Name)?.Start;
        var deletions = new List<PlannedDeletion>();
        foreach (var one in objects)
        {
            if (one.Kind == RetentionKind.Backup && scope != GarbageScope.Archives && Goes(one, keep, start, oldest))
                deletions.Add(new PlannedDeletion(one, _byName.ContainsKey(one.Backup!) ? reason
                    : "left behind by an unfinished backup"));
            if (one.Kind != RetentionKind.Wal || scope == GarbageScope.Backups) continue;
            if (one.Segment is { } segment && !needs.Needs(segment))
                deletions.Add(new PlannedDeletion(one, "WAL that no kept backup needs"));
            else if (one.History is { } history && needs.HasAnchors && !needs.Needs(history))
                deletions.Add(new PlannedDeletion(one, $"history of timeline {history}, which no kept backup needs"));
        }
        return new RetentionPlan(InOrder(deletions), keep.Kept, reason);
    }

    private bool Goes(RetentionObject one, KeepDecision keep, WalSegmentName? start, BackupRecord? oldest)
    {
        if (one.Backup is not { } name || keep.IsKept(name)) return false;
        if (_byName.ContainsKey(name)) return true;
        if (oldest is null) return true;
        return one.Segment < start && (one.LastModified <= oldest.CompletedAt || one.LastModified < now - OrphanAge);
    }

    private List<KeptBackup> All(string reason) => [.. backups.Select(backup => new KeptBackup(backup.Name, reason))];

    private List<PlannedDeletion> InOrder(IEnumerable<PlannedDeletion> deletions) =>
        [.. deletions.OrderBy(deletion => deletion.Item switch
            {
                { IsSentinel: true } => 0,
                { Kind: RetentionKind.Backup } => 1,
                { Kind: RetentionKind.Wal } => 2,
                _ => 3,
            })
            .ThenByDescending(deletion => deletion.Item is { IsSentinel: true, Backup: { } name } ? Depth(name) : 0)
            .ThenBy(deletion => deletion.Item.Name, StringComparer.Ordinal)];

    private int Depth(string name) => BackupSelection.Chain(_byName, name)?.Count ?? int.MaxValue;
}
