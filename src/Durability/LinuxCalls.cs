using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Postern.Durability;

/// <summary>
/// The system calls of Linux. .NET has no fsync of a folder, no link and no rename that keeps an existing target.
/// </summary>
internal sealed partial class LinuxCalls : IFileSystemCalls
{
    private const int ReadOnlyFolder = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint NoReplace = 1; // RENAME_NOREPLACE
    private const uint BeginWriting = 2; // SYNC_FILE_RANGE_WRITE
    private const UnixFileMode AllRead = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode AllWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public SafeFileHandle CreateNew(string path, UnixFileMode? permissions)
    {
        // FileShare.None would be an flock, which some network file systems refuse.
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        // .NET creates with 0666 less the umask. The exact permissions come before the first byte: it may be a secret.
        if (permissions is { } exact) File.SetUnixFileMode(file, exact);
        return file;
    }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) =>
        RandomAccess.Write(file, bytes, offset);

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void BeginFlush(SafeFileHandle file, long offset, long length) =>
        _ = sync_file_range(file, offset, length, BeginWriting);

    public void FlushFile(string path)
    {
        using var file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }

    public void FlushFolder(string path)
    {
        var folder = Retry(() => open(path, ReadOnlyFolder));
        if (folder < 0) throw FileSystemError.Last("open folder", path);
        try
        {
            // EINVAL: a file system that cannot flush folders (some FUSE ones) has nothing more to give.
            if (Retry(() => fsync(folder)) < 0 && Marshal.GetLastPInvokeError() != FileSystemError.InvalidArgument)
                throw FileSystemError.Last("flush folder", path);
        }
        finally
        {
            _ = close(folder);
        }
    }

    public void Rename(string source, string target)
    {
        if (rename(source, target) < 0) throw FileSystemError.Last("rename to", target);
    }

    public bool RenameToNew(string source, string target)
    {
        if (renameat2(CurrentFolder, source, CurrentFolder, target, NoReplace) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        if (error == FileSystemError.Exists) return false;
        // NFS and some others know no flags here, but they link.
        if (error is not (FileSystemError.InvalidArgument or FileSystemError.NotImplemented))
            throw FileSystemError.Last("rename to", target);
        if (link(source, target) < 0)
        {
            if (Marshal.GetLastPInvokeError() == FileSystemError.Exists) return false;
            throw FileSystemError.Last("link to", target);
        }
        Unlink(source);
        return true;
    }

    public bool Unlink(string path)
    {
        if (unlink(path) == 0) return true;
        if (Marshal.GetLastPInvokeError() == FileSystemError.Missing) return false;
        throw FileSystemError.Last("remove", path);
    }

    public bool MakeFolder(string path, UnixFileMode? permissions)
    {
        const UnixFileMode search = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (mkdir(path, (uint)(AllRead | AllWrite | search)) == 0)
        {
            if (permissions is { } exact) File.SetUnixFileMode(path, exact);
            return true;
        }
        if (Marshal.GetLastPInvokeError() == FileSystemError.Exists && Directory.Exists(path)) return false;
        throw FileSystemError.Last("create folder", path);
    }

    private static int Retry(Func<int> call)
    {
        int result;
        do result = call(); while (result < 0 && Marshal.GetLastPInvokeError() == FileSystemError.InterruptedCall);
        return result;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc")]
    private static partial int sync_file_range(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string source, string target);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(
        int sourceFolder, string source, int targetFolder, string target, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string source, string target);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlink(string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdir(string path, uint mode);
}
