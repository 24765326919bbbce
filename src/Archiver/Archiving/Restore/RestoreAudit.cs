using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// After everything is written: is every file there that the backup lists, with the size it recorded? WAL-G does not
/// ask, and ends well with files missing when a part was lost.
/// </summary>
internal static class RestoreAudit
{
    /// <exception cref="ArchiverException">ObjectCorrupt for missing files or wrong sizes, PageCorrupt for wrong
    /// pages.</exception>
    public static void Compare(
        RestoreTarget target, RestorePlan plan, IReadOnlyList<ChainLink> chain, PageAudit? audit,
        IEnumerable<string> incomplete, IProgressReporter progress)
    {
        var last = chain[^1];
        var problems = incomplete.Select(path => $"'{path}' lacks pages that no backup of the chain gave").ToList();
        foreach (var path in plan.Paths ?? [])
        {
            if (!IsThere(target, path)) problems.Add($"'{path}' is missing");
        }
        var filter = plan.Paths is { } paths ? new HashSet<string>(paths, StringComparer.Ordinal) : null;
        foreach (var (name, sizeBytes) in last.Manifest?.FileSizes ?? [])
        {
            var path = MemberPath.Normalize(name);
            if (filter?.Contains(path) == false) continue;
            var file = new FileInfo(target.PathOf(path));
            if (file.Exists && file.Length != sizeBytes)
                problems.Add($"'{path}' has {file.Length} bytes instead of {sizeBytes}");
        }
        if (problems.Count > 0)
            throw new ArchiverException(
                FailureCode.ObjectCorrupt,
                $"the restore of '{last.Name}' is not complete: {string.Join("; ", problems.Take(5))} "
                    + $"({problems.Count} in all)",
                "an object of the backup was lost or changed; restore another one (`archiver backup-list`).");
        JudgePages(last, audit, progress);
    }

    private static bool IsThere(RestoreTarget target, string path) =>
        // Written at the very end, or lost with the archive's own knowledge.
        path is "global/pg_control" or "tablespace_map"
        || target.LostLinks.Contains(path)
        || Path.Exists(target.PathOf(path))
        || new FileInfo(target.PathOf(path)).LinkTarget is not null;

    private static void JudgePages(ChainLink last, PageAudit? audit, IProgressReporter progress)
    {
        if (audit is not { Wrong: > 0 }) return;
        var places = string.Join(", ", audit.Examples);
        if (last.Manifest?.PagesVerified == true)
            throw new ArchiverException(
                FailureCode.PageCorrupt, $"{audit.Wrong} page(s) were restored with a wrong checksum: {places}",
                "the archive or this machine's memory is damaged; restore another backup.");
        progress.Line(
            $"WARNING: {audit.Wrong} page(s) have a wrong checksum: {places}; WAL-G does not read torn pages again, "
            + $"see pg_amcheck");
    }
}
