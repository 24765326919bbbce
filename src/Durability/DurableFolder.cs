namespace Postern.Durability;

/// <summary>Folders that survive a crash: what is in them is durable only when the folder itself was flushed.</summary>
public static class DurableFolder
{
    /// <summary>
    /// Creates the folder and its missing parents, each one durable in its parent. Existing folders are left alone.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="permissions">Of the folders created, whatever the umask; 0777 less the umask when null.</param>
    public static void Create(string path, UnixFileMode? permissions = null) =>
        DurableWriter.System.CreateFolder(path, permissions);

    /// <summary>
    /// fsync of the folder: names that were created, renamed or removed in it are durable afterwards.
    /// </summary>
    public static void Sync(string path) => DurableWriter.System.SyncFolder(path);
}
