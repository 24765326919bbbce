using Microsoft.Win32.SafeHandles;

namespace Postern.Durability;

/// <summary>
/// The calls that a durable write is made of, one method per system call, so that a test can stop at each. Failures are
/// <see cref="IOException"/> with the errno as HResult, or <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal interface IFileSystemCalls
{
    /// <summary>Creates a file that must not exist. Exact permissions, or 0666 less the umask when null.</summary>
    SafeFileHandle CreateNew(string path, UnixFileMode? permissions);

    void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

    void Flush(SafeFileHandle file);

    /// <summary>
    /// Lets the disk begin with a part of a file, so that <see cref="Flush"/> has less to wait for. Promises nothing
    /// and never fails.
    /// </summary>
    void BeginFlush(SafeFileHandle file, long offset, long length);

    void FlushFile(string path);

    void FlushFolder(string path);

    void Rename(string source, string target);

    /// <summary>Gives the file its new name unless that exists; then false, and the source stays.</summary>
    bool RenameToNew(string source, string target);

    /// <summary>Removes a file; false when there is none.</summary>
    bool Unlink(string path);

    /// <summary>Creates one folder; false when it exists.</summary>
    bool MakeFolder(string path, UnixFileMode? permissions);
}
