using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Core.Retention;

/// <summary>
/// Which backup a retain or before keeps as its oldest. The rules are WAL-G's; the order is by recorded time and not
/// by name, because names begin anew with a lower timeline after pg_upgrade (#636).
/// </summary>
internal sealed class RetentionTarget(IReadOnlyList<BackupRecord> oldestFirst, bool byStartTime, DateTimeOffset now)
{
    /// <summary>Null when there are fewer backups than are to be kept.</summary>
    public BackupRecord? Of(RetainRequest request)
    {
        if (request.Count <= 0)
            throw new RetentionRefusedException(
                RetentionRefusal.Usage, $"cannot retain {request.Count} backups", "give a number from 1 on.");
        var counted = oldestFirst.Reverse()
            .Where(backup => request.Modifier != FullModifier.Full || !backup.IsDelta)
            .Skip(request.Count - 1)
            .FirstOrDefault();
        if (counted is null) return null;
        var target = Adjusted(counted, request.Modifier);
        if (request.After is not { } after) return target;
        var since = SinceFor(after, request.Modifier);
        return since is null || Position(target) <= Position(since) ? target : since;
    }

    public BackupRecord Of(BeforeRequest request)
    {
        if (request.Modifier == FullModifier.Full)
            throw new RetentionRefusedException(
                RetentionRefusal.Usage, "FULL is no modifier of delete before", "give FIND_FULL, or none.");
        var found = Point(request.Point) ?? throw new RetentionRefusedException(
            RetentionRefusal.Missing, $"no backup is '{request.Point}' or newer", "see `archiver backup-list`.");
        return Adjusted(found, request.Modifier);
    }

    /// <summary>When a backup counts to have been made.</summary>
    public DateTimeOffset TimeOf(BackupRecord backup) => byStartTime ? backup.BegunAt : backup.CompletedAt;

    public int Position(BackupRecord backup)
    {
        for (var i = 0; i < oldestFirst.Count; i++)
        {
            if (oldestFirst[i].Name == backup.Name) return i;
        }
        return -1;
    }

    private BackupRecord? SinceFor(string after, FullModifier modifier)
    {
        if (Time(after) is { } time)
        {
            return oldestFirst.FirstOrDefault(backup =>
                TimeOf(backup) >= time && (modifier == FullModifier.None || !backup.IsDelta));
        }
        var named = Point(after) ?? throw new RetentionRefusedException(
            RetentionRefusal.Missing, $"no backup is '{after}' or newer", "see `archiver backup-list`.");
        return modifier == FullModifier.None ? named
            : oldestFirst.Skip(Position(named)).FirstOrDefault(backup => !backup.IsDelta);
    }

    private BackupRecord? Point(string text) => Time(text) is { } time
        ? oldestFirst.FirstOrDefault(backup => TimeOf(backup) >= time)
        : oldestFirst.FirstOrDefault(backup => backup.Name.StartsWith(text, StringComparison.Ordinal));

    private DateTimeOffset? Time(string text)
    {
        if (NanosecondTime.TryParse(text) is not { } parsed) return null;
        var time = parsed.ToDateTimeOffset();
        return time <= now
            ? time
            : throw new RetentionRefusedException(
                RetentionRefusal.Usage, $"the time '{text}' is in the future", "give a time that has been.");
    }

    private BackupRecord Adjusted(BackupRecord backup, FullModifier modifier)
    {
        if (!backup.IsDelta) return backup;
        if (modifier == FullModifier.FindFull
            && oldestFirst.Take(Position(backup)).LastOrDefault(one => !one.IsDelta) is { } full) return full;
        throw new RetentionRefusedException(
            RetentionRefusal.Protected, $"'{backup.Name}' is a delta: what it is built on cannot be deleted",
            "give FIND_FULL to keep its full backup, too.");
    }
}
