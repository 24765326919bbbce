using Postern.Archiver.Core.Pages;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// Verifies the pages that a restore writes. A backup of ours verified them when it read them, so a wrong one fails
/// the restore unless the backup recorded it. WAL-G does not read torn pages again: there a wrong page may be right
/// once the WAL is replayed, and is counted only.
/// </summary>
internal sealed class PageAudit(int pageSizeBytes, ulong backupStart)
{
    private long _wrong;

    public int PageSizeBytes => pageSizeBytes;

    /// <summary>Pages with a wrong checksum that the WAL will not replace.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    /// <summary>The first few of them.</summary>
    public List<string> Examples { get; } = [];

    /// <param name="path">The file, relative to the data directory.</param>
    /// <param name="relation">What the path says.</param>
    /// <param name="firstBlock">Number within the file of the first page.</param>
    /// <param name="pages">Whole pages; a rest is not looked at.</param>
    /// <param name="known">Blocks that the backup recorded as corrupt.</param>
    public void Check(
        string path, RelationFile relation, uint firstBlock, ReadOnlySpan<byte> pages, Func<uint, bool>? known)
    {
        for (var at = 0; at + pageSizeBytes <= pages.Length; at += pageSizeBytes)
        {
            var block = firstBlock + (uint)(at / pageSizeBytes);
            var page = pages.Slice(at, pageSizeBytes);
            if (PageCheck.IsIntact(page, relation.AbsoluteBlock(block, pageSizeBytes))) continue;
            if (known?.Invoke(block) == true || PageHeader.Read(page).PageLsn.Value >= backupStart) continue;
            Interlocked.Increment(ref _wrong);
            lock (Examples)
            {
                if (Examples.Count < 5) Examples.Add($"'{path}' block {block}");
            }
        }
    }
}
