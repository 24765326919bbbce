using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Retention;

/// <summary>Lists an archive the way retention looks at it.</summary>
public static class ArchiveInventory
{
    public static async Task<IReadOnlyList<RetentionObject>> ListAsync(IStorage storage, CancellationToken cancellation)
    {
        var objects = new List<RetentionObject>();
        await foreach (var stored in storage.ListAsync("", recursive: true, cancellation))
        {
            // Postern's own objects, the owner's above all, are nobody's to delete.
            if (!stored.Name.StartsWith(ArchiveLayout.PosternFolder, StringComparison.Ordinal))
                objects.Add(Describe(stored));
        }
        return objects;
    }

    public static RetentionObject Describe(StoredObject stored)
    {
        if (stored.Name.StartsWith(ArchiveLayout.BackupFolder, StringComparison.Ordinal)) return DescribeBackup(stored);
        if (!stored.Name.StartsWith(ArchiveLayout.WalFolder, StringComparison.Ordinal))
            return new RetentionObject(
                stored.Name, stored.SizeBytes, stored.LastModified, RetentionKind.Other, null, null, null);
        var name = stored.Name[ArchiveLayout.WalFolder.Length..];
        return new RetentionObject(
            stored.Name, stored.SizeBytes, stored.LastModified, RetentionKind.Wal, null, FirstSegment(name),
            History(name));
    }

    private static RetentionObject DescribeBackup(StoredObject stored)
    {
        var rest = stored.Name[ArchiveLayout.BackupFolder.Length..];
        var backup = BackupPart(rest);
        return new RetentionObject(
            stored.Name, stored.SizeBytes, stored.LastModified, RetentionKind.Backup, backup?.Text, backup?.Start, null)
        {
            IsSentinel = rest == backup?.Text + ArchiveLayout.SentinelSuffix,
        };
    }

    /// <summary>
    /// The longest beginning that is a backup's name: <c>base_X_D_Y/...</c>, <c>base_X_backup_stop_sentinel.json</c>,
    /// and other objects beside the sentinel.
    /// </summary>
    private static BackupName? BackupPart(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0) return BackupName.TryParse(text[..slash]);
        for (var length = Math.Min(text.Length, 80); length > 0; length--)
        {
            if (BackupName.TryParse(text[..length]) is { } name) return name;
        }
        return null;
    }

    private static WalSegmentName? FirstSegment(string name)
    {
        for (var start = 0; start + WalSegmentName.Length <= name.Length; start++)
        {
            if (WalSegmentName.TryParse(name.AsSpan(start, WalSegmentName.Length), out var segment)) return segment;
        }
        return null;
    }

    private static TimelineId? History(string name) =>
        name.Length >= 16 && name.AsSpan(8).StartsWith(".history")
        && TimelineId.TryParseHex(name.AsSpan(0, 8), out var timeline)
            ? timeline
            : null;
}
