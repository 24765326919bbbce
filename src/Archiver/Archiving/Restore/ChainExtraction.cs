using Postern.Archiver.Core.Backups;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>Writes the backups of a chain, one after the other, the tars of each side by side.</summary>
internal sealed class ChainExtraction(
    RestoreTarget target, RestorePlan plan, ObjectReader objects, RestoreJournal journal, PageAudit? audit,
    IProgressReporter progress)
{
    public required int PageSizeBytes { get; init; }

    public required int Concurrency { get; init; }

    /// <summary>Null reads the chain from its full backup on; otherwise it is called newest backup first.</summary>
    public ReverseWriter? Reverse { get; init; }

    /// <summary>In reverse: members that newer backups made complete are not asked for.</summary>
    public bool SkipRedundant { get; init; }

    /// <summary>Makes what was written durable.</summary>
    public required Action Flush { get; init; }

    public async Task ExtractAsync(IReadOnlyList<ChainLink> chain, int index, CancellationToken cancellation)
    {
        var link = chain[index];
        if (plan.IsIdle(index)) return;
        var isLast = index == chain.Count - 1;
        var wanted = link.Parts.Where(part => !journal.IsDone(part.Stored.Name) && IsWanted(link, part, index))
            .ToList();
        progress.Begin($"restoring {link.Name}", wanted.Sum(part => part.Stored.SizeBytes));
        var known = CorruptBlocks(chain, index);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(wanted, parallel, async (part, token) =>
        {
            var writer = new MemberWriter(target, audit, path => known.GetValueOrDefault(path), PageSizeBytes);
            await objects.ReadAsync(link, part, (member, data) =>
                Write(writer, member, data, index, isLast, link, known.GetValueOrDefault), token);
            Flush();
            journal.Done(part.Stored.Name);
        });
    }

    private void Write(
        MemberWriter writer, TarMember member, Stream data, int index, bool isLast, ChainLink link,
        Func<string, Func<uint, bool>?> known)
    {
        var path = MemberPath.Normalize(member.Name);
        switch (member.Type)
        {
            case TarMemberType.Directory:
                // The newest backup says which folders there are; the files of older ones make their own.
                if (isLast) target.MakeFolder(path, member.Mode);
                break;
            case TarMemberType.SymbolicLink when plan.Use(index, path) is not null:
                target.MakeLink(member, path);
                break;
            case TarMemberType.File when !IsSeparate(path, link):
                WriteFile(writer, member, path, data, plan.Use(index, path), known);
                break;
        }
    }

    private void WriteFile(
        MemberWriter writer, TarMember member, string path, Stream data, MemberUse? use,
        Func<string, Func<uint, bool>?> known)
    {
        if (use == MemberUse.Whole)
        {
            if (Reverse?.TryFill(member, path, data, known(path)) != true) writer.WriteWhole(member, path, data);
        }
        else if (use == MemberUse.Increment)
        {
            if (Reverse is not null) Reverse.WriteIncrement(member, path, data, known(path));
            else writer.WriteIncrement(member, path, data);
        }
    }

    /// <summary>Members that come from an object of their own, whatever a part holds under their name.</summary>
    private static bool IsSeparate(string path, ChainLink link) =>
        BackupExclusions.IsControlFile(path) || (link.Label is not null && path is "backup_label" or "tablespace_map");

    private bool IsWanted(ChainLink link, ArchivedObject part, int index) =>
        link.MembersOf(part) is not { } members
        || members.Select(MemberPath.Normalize).Any(path =>
            plan.Use(index, path) is not null && !(SkipRedundant && Reverse?.IsComplete(path) == true));

    /// <summary>A corrupt block of an older backup stays known where later ones did not write the file anew.</summary>
    private static Dictionary<string, Func<uint, bool>> CorruptBlocks(IReadOnlyList<ChainLink> chain, int upTo)
    {
        var known = new Dictionary<string, Func<uint, bool>>(StringComparer.Ordinal);
        for (var i = 0; i <= upTo; i++)
        {
            foreach (var (name, entry) in chain[i].Files?.Files ?? [])
            {
                if (entry.CorruptBlocks is not { } corrupt) continue;
                var path = MemberPath.Normalize(name);
                // A list that was cut to its first ten vouches for the whole file.
                known[path] = corrupt.SomeCorruptBlocks is { } blocks && blocks.Count >= corrupt.CorruptBlocksCount
                    ? new HashSet<uint>(blocks).Contains
                    : _ => true;
            }
        }
        return known;
    }
}
