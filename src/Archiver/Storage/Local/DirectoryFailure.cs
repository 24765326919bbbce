using System.Runtime.InteropServices;
using Postern.Archiver.Failures;
using Postern.Durability;

namespace Postern.Archiver.Storage.Local;

/// <summary>What a failure of the file system means for the archive, and what to do about it.</summary>
internal static partial class DirectoryFailure
{
    // EIO, EAGAIN, ENFILE, EMFILE, ETIMEDOUT, EHOSTDOWN, EHOSTUNREACH, ENOTCONN, ESTALE: a network or overloaded file
    // system.
    private static readonly int[] Transient = [5, 11, 23, 24, 110, 112, 113, 107, 116];

    /// <summary>The classified failure, or null for an exception that is none of the file system's.</summary>
    public static ArchiverException? Classify(Exception error, string action, string path, string root)
    {
        if (error is ArchiverException or not (IOException or UnauthorizedAccessException)) return null;
        if (FileSystemError.IsDiskFull(error))
        {
            return new ArchiverException(
                FailureCode.DiskFull, $"no space left to {action} '{path}'",
                $"free space on the file system of '{root}' or raise its quota; never delete files in pg_wal.", error);
        }
        if (FileSystemError.IsDenied(error))
        {
            return new ArchiverException(
                FailureCode.PermissionDenied, $"not allowed to {action} '{path}' as uid {geteuid()}",
                $"give uid {geteuid()} read and write permission on '{root}' and what is below it.", error);
        }
        if (!Directory.Exists(root)) return RootMissing(root, error);
        return error.HResult is var errno && Array.IndexOf(Transient, errno) >= 0
            ? new ArchiverException(
                FailureCode.StorageUnreachable, $"could not {action} '{path}': {error.Message}",
                $"check the disk or the network mount of '{root}'.", error)
            : new ArchiverException(
                FailureCode.StorageMissing, $"could not {action} '{path}': {error.Message}",
                $"check that '{root}' is a folder on a working file system and holds nothing foreign.", error);
    }

    /// <summary>An absent root is no empty archive: most often a disk is not mounted.</summary>
    public static ArchiverException RootMissing(string root, Exception? inner = null) => new(
        FailureCode.StorageMissing, $"the archive's folder '{root}' does not exist",
        "mount its disk, create the folder, or correct WALG_FILE_PREFIX.", inner);

    [LibraryImport("libc")]
    private static partial uint geteuid();
}
