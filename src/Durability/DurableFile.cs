using System.Text;

namespace Postern.Durability;

/// <summary>
/// The one durable-write recipe: a temporary file beside the target, write, fsync, rename, fsync of the folder. After
/// a crash at any point the target is what it was or what it should become, and never a part of it; what may be left
/// over is a file named as <see cref="TemporaryName"/> says. Missing parent folders are created, durably too. Errors
/// are those of the file system: <see cref="IOException"/> with the errno as HResult, or <see
/// cref="UnauthorizedAccessException"/>.
/// </summary>
/// <remarks>The recipe is that of PostgreSQL's durable_rename (src/backend/storage/file/fd.c).</remarks>
public static class DurableFile
{
    private static readonly UTF8Encoding PlainUtf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the bytes; durable when the call returns.</summary>
    /// <param name="path">The target file.</param>
    /// <param name="content">The whole new content.</param>
    /// <param name="permissions">The exact permissions, whatever the umask; 0666 less the umask when null.</param>
    /// <param name="mode">What to do with an existing file.</param>
    /// <returns>False when the file existed and <see cref="DurableWriteMode.CreateOnly"/> kept it.</returns>
    public static bool WriteBytes(
        string path,
        ReadOnlySpan<byte> content,
        UnixFileMode? permissions = null,
        DurableWriteMode mode = DurableWriteMode.Replace) =>
        DurableWriter.System.Write(path, content, permissions, mode);

    /// <summary>Writes text as UTF-8 without a byte order mark; see <see cref="WriteBytes"/>.</summary>
    public static bool WriteText(
        string path,
        string content,
        UnixFileMode? permissions = null,
        DurableWriteMode mode = DurableWriteMode.Replace) =>
        WriteBytes(path, PlainUtf8.GetBytes(content), permissions, mode);

    /// <summary>
    /// Writes what <paramref name="write"/> writes to the stream it is given; when it throws, the target is
    /// unchanged. The stream has no buffer of its own: write in large pieces. See <see cref="WriteBytes"/> for the
    /// rest.
    /// </summary>
    public static Task<bool> WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellation,
        UnixFileMode? permissions = null,
        DurableWriteMode mode = DurableWriteMode.Replace) =>
        DurableWriter.System.WriteAsync(path, write, permissions, mode, cancellation);

    /// <summary>
    /// Renames a finished file or folder over <paramref name="target"/> on the same file system: fsync of a file's
    /// bytes, rename, fsync of both folders.
    /// </summary>
    public static void Rename(string source, string target) => DurableWriter.System.Rename(source, target);

    /// <summary>Removes a file durably. Absent is no error.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Delete(string path) => DurableWriter.System.Delete(path);

    /// <summary>
    /// fsync of an existing file's bytes. The name is durable after <see cref="DurableFolder.Sync"/> of its folder.
    /// </summary>
    public static void Sync(string path) => DurableWriter.System.SyncFile(path);
}
