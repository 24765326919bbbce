using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Copy;

/// <summary>
/// Which objects a copy takes, in the order in which it takes them: tars and WAL first, then the documents, then
/// sentinels, a parent's before its delta's. Stopped anywhere, the copy holds no backup that is not whole.
/// </summary>
public static class CopyPlan
{
    /// <param name="backups">Every backup of the source.</param>
    /// <param name="objects">Every object of the source.</param>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="ArchiverException">BackupMissing; WalMissing, naming the first segment that a chosen backup
    /// lacks.</exception>
    public static IReadOnlyList<RetentionObject> Make(
        IReadOnlyList<CatalogueEntry> backups, IReadOnlyList<RetentionObject> objects, CopyOptions options)
    {
        var byName = backups.ToDictionary(entry => entry.Record.Name, entry => entry.Record, StringComparer.Ordinal);
        if (options.Backup is not { } name)
            return InOrder(objects.Where(one => one.Kind != RetentionKind.Other && IsWhole(one, byName)), byName);
        var chosen = BackupChoice.Choose(backups, name, null).Record;
        var chain = BackupSelection.Chain(byName, chosen.Name) ?? throw new ArchiverException(
            FailureCode.BackupMissing, $"the chain of '{chosen.Name}' is not whole", "copy another backup.");
        var names = chain.Select(backup => backup.Name).ToHashSet(StringComparer.Ordinal);
        var range = Range(chosen);
        Demand(range, objects);
        return InOrder(
            objects.Where(one => one.Kind switch
            {
                RetentionKind.Backup => one.Backup is { } own && names.Contains(own),
                RetentionKind.Wal => one.History is not null
                    || (one.Segment is { } segment && range is [var first, .., var last]
                        && segment >= first && (options.WithHistory || segment <= last)),
                _ => false,
            }), byName);
    }

    /// <summary>The segments that make a backup consistent; their size comes from the backup itself, not from a
    /// setting.</summary>
    private static List<WalSegmentName> Range(BackupRecord backup)
    {
        if (BackupName.TryParse(backup.Name) is not { } name || backup.StartLsn is not { } start
            || backup.FinishLsn is not { } finish || SegmentSizeInference.Of(backup) is not { } size)
            throw new ArchiverException(
                FailureCode.FormatUnsupported, $"backup '{backup.Name}' does not record where its WAL begins and ends",
                "copy the whole archive: leave --backup-name out.");
        var segments = new List<WalSegmentName>();
        for (var number = size.NumberOf(start); number <= size.NumberBefore(finish); number = number.Next)
            segments.Add(WalSegmentName.For(name.Start.Timeline, number, size));
        // One segment is both ends.
        return segments.Count == 1 ? [segments[0], segments[0]] : segments;
    }

    private static void Demand(List<WalSegmentName> segments, IReadOnlyList<RetentionObject> objects)
    {
        var present = objects.Where(one => one.Kind == RetentionKind.Wal && one.Segment is not null
                && WalSegmentObject.Is(one.Name))
            .Select(one => one.Segment!.Value).ToHashSet();
        foreach (var segment in segments)
        {
            if (!present.Contains(segment))
                throw new ArchiverException(
                    FailureCode.WalMissing, $"segment '{segment}', which the backup needs, is not in the source",
                    "copy another backup; this one cannot be started.");
        }
    }

    /// <summary>Leftovers of an unfinished backup stay behind.</summary>
    private static bool IsWhole(RetentionObject one, Dictionary<string, BackupRecord> byName) =>
        one.Kind == RetentionKind.Wal || (one.Backup is { } own && byName.ContainsKey(own));

    private static List<RetentionObject> InOrder(
        IEnumerable<RetentionObject> objects, IReadOnlyDictionary<string, BackupRecord> byName) =>
        [.. objects.OrderBy(one => one switch
            {
                { IsSentinel: true } => 2,
                { Kind: RetentionKind.Backup } when one.Name.EndsWith("/metadata.json", StringComparison.Ordinal) => 1,
                _ => 0,
            })
            .ThenBy(one => one.IsSentinel ? BackupSelection.Chain(byName, one.Backup!)?.Count ?? int.MaxValue : 0)
            .ThenBy(one => one.Name, StringComparer.Ordinal)];
}
