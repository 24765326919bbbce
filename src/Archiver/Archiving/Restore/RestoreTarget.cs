using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Core.Pages;
using Postern.Archiver.Failures;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// Writes members below the target. Folders are always usable by their owner, whatever mode the archive gives them:
/// PostgreSQL wants 0700 or 0750, and a delta must be able to write into them.
/// </summary>
internal sealed class RestoreTarget(string root)
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode GroupRead = UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Links of which the archive does not say where they lead: WAL-G stores their own name.</summary>
    public List<string> LostLinks { get; } = [];

    public string Root => root;

    public string PathOf(string relative) => relative.Length == 0 ? root : $"{root}/{relative}";

    public void MakeFolder(string relative, int? mode)
    {
        var path = PathOf(relative);
        Directory.CreateDirectory(path, OwnerAll);
        // Only the owner may use it unless the cluster was made for group access.
        if (mode is { } bits) File.SetUnixFileMode(path, (bits & 0x28) == 0x28 ? OwnerAll | GroupRead : OwnerAll);
    }

    public void MakeLink(TarMember member, string relative)
    {
        var path = PathOf(relative);
        if (relative.StartsWith("pg_tblspc/", StringComparison.Ordinal) && Path.Exists(path)) return;
        var own = Path.GetFileName(relative);
        if (member.LinkTarget.Length == 0 || member.LinkTarget == own || member.LinkTarget == "/" + own)
        {
            lock (LostLinks) LostLinks.Add(relative);
            return;
        }
        MakeParent(path);
        File.Delete(path);
        File.CreateSymbolicLink(path, member.LinkTarget);
    }

    /// <summary>Opens a whole file for writing, empty.</summary>
    public SafeFileHandle Create(string relative)
    {
        var path = PathOf(relative);
        MakeParent(path);
        return Guarded(path, () => File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read));
    }

    /// <summary>Opens the file that an increment goes over.</summary>
    /// <exception cref="ArchiverException">ObjectCorrupt when the chain did not write it.</exception>
    public SafeFileHandle OpenExisting(string relative)
    {
        var path = PathOf(relative);
        if (!File.Exists(path))
            throw new ArchiverException(
                FailureCode.ObjectCorrupt,
                $"an increment is for '{relative}', which no earlier backup of the chain holds",
                "restore another backup (`archiver backup-list`).");
        return Guarded(path, () => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));
    }

    public void SetMode(string relative, int mode)
    {
        // The owner can always read and write, or the next delta could not.
        File.SetUnixFileMode(
            PathOf(relative), (UnixFileMode)(mode & 0x1FF) | UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>What a path names as a relation; null for other files.</summary>
    public static RelationFile? Relation(string relative) => RelationPath.Parse(relative)?.File;

    private static void MakeParent(string path)
    {
        var parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent)) Directory.CreateDirectory(parent, OwnerAll);
    }

    private static SafeFileHandle Guarded(string path, Func<SafeFileHandle> open)
    {
        try
        {
            return open();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ArchiverException(
                FailureCode.PermissionDenied, $"cannot write '{path}'",
                "run as the user that owns the target directory.", error);
        }
    }
}
