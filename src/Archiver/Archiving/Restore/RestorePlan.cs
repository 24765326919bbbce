using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>What is taken of a member.</summary>
public enum MemberUse
{
    Whole,
    Increment,
}

/// <summary>
/// Which backup of a chain gives what: each file whole from the newest backup that has it whole, and the increments of
/// the later ones over it. Every page is written in the order of the backups, so a page that became zero stays zero
/// (WAL-G's reverse unpack fills it with an older image).
/// </summary>
public sealed class RestorePlan
{
    private readonly Dictionary<string, MemberUse>[] _uses;

    private RestorePlan(Dictionary<string, MemberUse>[] uses, IReadOnlyCollection<string>? paths) =>
        (_uses, Paths) = (uses, paths);

    /// <summary>Every path that must be there in the end; null when the backup does not list its files and all members
    /// are taken.</summary>
    public IReadOnlyCollection<string>? Paths { get; }

    /// <param name="chain">File lists, the full backup's first; null for a full backup without one.</param>
    /// <param name="names">Names of the backups, for messages.</param>
    /// <param name="filter">Paths to restore.</param>
    /// <exception cref="ArchiverException">ObjectCorrupt when a delta lacks its list or the lists contradict each
    /// other.</exception>
    public static RestorePlan Make(
        IReadOnlyList<IReadOnlyDictionary<string, FileEntry>?> chain, IReadOnlyList<string> names, Func<string,
        bool> filter)
    {
        var uses = new Dictionary<string, MemberUse>[chain.Count];
        for (var i = 0; i < uses.Length; i++) uses[i] = new Dictionary<string, MemberUse>(StringComparer.Ordinal);
        if (chain.Count == 1 && chain[0] is not { Count: > 0 }) return new RestorePlan(uses, null);
        var normalized = new List<Dictionary<string, FileEntry>?>();
        foreach (var list in chain)
        {
            // A full backup has everything whole; a list adds nothing that its children need.
            if (list is not { Count: > 0 } && normalized.Count > 0)
                throw Contradiction(
                    $"backup '{names[normalized.Count]}' has no files_metadata.json; its increments cannot be told "
                        + "from whole files");
            normalized.Add(list is not { Count: > 0 } ? null : list.ToDictionary(
                pair => MemberPath.Normalize(pair.Key), pair => pair.Value, StringComparer.Ordinal));
        }
        var paths = normalized[^1]!.Keys.Where(filter).ToList();
        foreach (var path in paths) Resolve(path, normalized, names, uses);
        return new RestorePlan(uses, paths);
    }

    /// <summary>Null when the member is not wanted of this backup.</summary>
    public MemberUse? Use(int backup, string path)
    {
        if (Paths is null) return MemberUse.Whole;
        return _uses[backup].TryGetValue(path, out var use) ? use : null;
    }

    /// <summary>Whether nothing is wanted of this backup.</summary>
    public bool IsIdle(int backup) => Paths is not null && _uses[backup].Count == 0;

    private static void Resolve(
        string path, List<Dictionary<string, FileEntry>?> lists, IReadOnlyList<string> names,
        Dictionary<string, MemberUse>[] uses)
    {
        for (var i = lists.Count - 1; i >= 0; i--)
        {
            if (lists[i] is not { } list)
            {
                uses[i][path] = MemberUse.Whole;
                return;
            }
            if (!list.TryGetValue(path, out var entry))
                throw Contradiction(
                    $"'{path}' is unchanged in '{names[i + 1]}', but its parent '{names[i]}' does not have it");
            if (entry.IsIncremented && entry.IsSkipped)
                throw Contradiction($"'{path}' is both skipped and incremented in '{names[i]}'");
            if (entry.IsSkipped) continue;
            uses[i][path] = entry.IsIncremented ? MemberUse.Increment : MemberUse.Whole;
            if (!entry.IsIncremented) return;
        }
        throw Contradiction($"no backup of the chain holds '{path}' whole");
    }

    private static ArchiverException Contradiction(string message) => new(
        FailureCode.ObjectCorrupt, message, "restore another backup (`archiver backup-list`).");
}
