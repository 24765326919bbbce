using Postern.Archiver.Core.Pages;

namespace Postern.Archiver.Core.Backups;

/// <summary>
/// Which files may be stored as increments: main forks below <c>base</c> and <c>pg_tblspc</c> whose size is a multiple
/// of the page size. Narrower than WAL-G, which looks for "base" anywhere in the absolute path.
/// </summary>
public static class IncrementEligibility
{
    /// <param name="path">Relative to the data directory.</param>
    public static bool IsEligible(string path, long sizeBytes, int pageSizeBytes) =>
        sizeBytes > 0
        && sizeBytes % pageSizeBytes == 0
        && RelationPath.Parse(path) is
        {
            TablespaceOid: not RelationPath.GlobalTablespace, File.Fork: RelationFork.Main
        };
}
