using Postern.Archiver.Core.Pages;

namespace Postern.Archiver.Core.Backups;

/// <summary>
/// Which blocks of which relations the WAL between two positions touched, gathered from PostgreSQL's WAL summaries
/// (17+). Follows
/// <c>GetFileBackupMethod</c> of <c>basebackup_incremental.c</c>: a relation that is not named is unchanged, and
/// nothing of the old file counts from its limit block on.
/// </summary>
public sealed class ChangedBlocks
{
    private readonly Dictionary<(uint Tablespace, uint Database, uint FileNumber), Entry> _entries = [];

    /// <summary>Adds what one summary says of one main fork; <paramref name="fileNumber"/> 0 stands for a whole new
    /// database.</summary>
    public void Add(uint tablespace, uint database, uint fileNumber, uint? limitBlock, IEnumerable<uint> blocks)
    {
        var key = (tablespace, database, fileNumber);
        if (!_entries.TryGetValue(key, out var entry)) _entries[key] = entry = new Entry();
        if (limitBlock < entry.Limit) entry.Limit = limitBlock.Value;
        entry.Blocks.UnionWith(blocks);
    }

    /// <summary>
    /// The blocks of a main fork's segment file that must be stored, numbered within the file and ascending; null when
    /// the whole file must be, because it was created or cut to nothing since.
    /// </summary>
    public IReadOnlyList<uint>? Of(RelationPath path, long fileSizeBytes, int pageSizeBytes)
    {
        if (_entries.ContainsKey((path.TablespaceOid, path.DatabaseOid, 0))) return null;
        if (!_entries.TryGetValue((path.TablespaceOid, path.DatabaseOid, path.File.FileNumber), out var entry))
            return [];
        var perSegment = (uint)(RelationFile.SegmentSizeBytes / pageSizeBytes);
        var first = path.File.Segment * perSegment;
        if (entry.Limit <= first) return null;
        var count = (uint)(fileSizeBytes / pageSizeBytes);
        var changed = new List<uint>();
        for (uint block = 0; block < count; block++)
        {
            if (first + block >= entry.Limit || entry.Blocks.Contains(first + block)) changed.Add(block);
        }
        return changed;
    }

    private sealed class Entry
    {
        public uint Limit { get; set; } = uint.MaxValue;

        public HashSet<uint> Blocks { get; } = [];
    }
}
