using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Backups;

/// <summary>
/// Which backup LATEST and AUTO mean. WAL-G takes the sentinel with the newest modification time, which a copy between
/// stores or a touched file changes (#694, #1770); here the recorded finish time decides, and the modification time
/// only where none is recorded.
/// </summary>
public static class BackupSelection
{
    /// <summary>Oldest first, by completion; equal times by name, so that the order is total.</summary>
    public static IReadOnlyList<BackupRecord> Ordered(IEnumerable<BackupRecord> backups) =>
        [.. backups.OrderBy(backup => backup.CompletedAt).ThenBy(backup => backup.Name, StringComparer.Ordinal)];

    /// <summary>The newest backup, or null without any.</summary>
    public static BackupRecord? Latest(IEnumerable<BackupRecord> backups) =>
        Ordered(backups) is [.., var newest] ? newest : null;

    /// <summary>The newest backup that was complete at <paramref name="target"/>; recovery cannot reach a time before
    /// its end.</summary>
    public static BackupRecord? BeforeTime(IEnumerable<BackupRecord> backups, DateTimeOffset target) =>
        Ordered(backups).LastOrDefault(backup => backup.CompletedAt <= target);

    /// <summary>The newest backup whose stop position is at or before <paramref name="target"/>.</summary>
    public static BackupRecord? BeforeLsn(IEnumerable<BackupRecord> backups, Lsn target) =>
        Ordered(backups).LastOrDefault(backup => backup.FinishLsn is { } finish && finish <= target);

    /// <summary>
    /// The chain of a backup, its full backup first. Null when an ancestor is missing or the parents run in a circle:
    /// such a backup cannot be restored.
    /// </summary>
    public static IReadOnlyList<BackupRecord>? Chain(IReadOnlyDictionary<string, BackupRecord> byName, string name)
    {
        var chain = new List<BackupRecord>();
        for (string? next = name; next is not null; next = chain[^1].Parent)
        {
            if (chain.Count > byName.Count || !byName.TryGetValue(next, out var backup)) return null;
            chain.Add(backup);
        }
        chain.Reverse();
        return chain;
    }
}
