using System.Runtime.InteropServices;

namespace Postern.Archiver.FileSystem;

/// <summary>
/// Flushes a whole file system, as PostgreSQL's <c>recovery_init_sync_method = syncfs</c> does: one call for the
/// thousands of files and folders of a restore. Since Linux 5.8 it reports errors of writing back.
/// </summary>
public static partial class FileSystemFlush
{
    private const int ReadOnly = 0;
    private const int Folder = 0x10000;
    private const int CloseOnExec = 0x80000;

    /// <exception cref="IOException">The file system could not write everything; HResult is the errno.</exception>
    public static void Of(string folder)
    {
        var descriptor = Open(folder, ReadOnly | Folder | CloseOnExec);
        if (descriptor < 0) throw Failure(folder);
        try
        {
            if (SyncFileSystem(descriptor) != 0) throw Failure(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException(
            $"cannot flush the file system of '{folder}': {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
