namespace Postern.Durability;

/// <summary>The recipe of <see cref="DurableFile"/> over calls and a clock that a test can replace.</summary>
internal sealed class DurableWriter(IFileSystemCalls calls, TimeProvider time)
{
    public static DurableWriter System { get; } = new(new LinuxCalls(), TimeProvider.System);

    public bool Write(string path, ReadOnlySpan<byte> content, UnixFileMode? permissions, DurableWriteMode mode)
    {
        var (target, temporary) = Prepare(path);
        try
        {
            using (var file = calls.CreateNew(temporary, permissions))
            {
                calls.Write(file, content, 0);
                calls.Flush(file);
            }
            return Publish(temporary, target, mode);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    public async Task<bool> WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        UnixFileMode? permissions,
        DurableWriteMode mode,
        CancellationToken cancellation)
    {
        var (target, temporary) = Prepare(path);
        try
        {
            using (var file = calls.CreateNew(temporary, permissions))
            {
                var stream = new CallStream(calls, file);
                await write(stream, cancellation).ConfigureAwait(false);
                calls.Flush(file);
            }
            cancellation.ThrowIfCancellationRequested();
            return Publish(temporary, target, mode);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    public void Rename(string source, string target)
    {
        var from = Path.GetFullPath(source);
        var to = Path.GetFullPath(target);
        if (!Directory.Exists(from)) calls.FlushFile(from);
        calls.Rename(from, to);
        calls.FlushFolder(FolderOf(to));
        if (FolderOf(from) != FolderOf(to)) calls.FlushFolder(FolderOf(from));
    }

    public bool Delete(string path)
    {
        var target = Path.GetFullPath(path);
        if (!calls.Unlink(target)) return false;
        calls.FlushFolder(FolderOf(target));
        return true;
    }

    public bool Unlink(string path) => calls.Unlink(path);

    public void CreateFolder(string path, UnixFileMode? permissions)
    {
        var folder = Path.GetFullPath(path);
        if (Directory.Exists(folder)) return;
        var parent = FolderOf(folder);
        CreateFolder(parent, permissions);
        // The parent is flushed even when another process made the folder just now: it may not have come that far.
        calls.MakeFolder(folder, permissions);
        calls.FlushFolder(parent);
    }

    public void SyncFile(string path) => calls.FlushFile(path);

    public void SyncFolder(string path) => calls.FlushFolder(path);

    private static string FolderOf(string fullPath) => Path.GetDirectoryName(fullPath) ?? "/";

    private (string Target, string Temporary) Prepare(string path)
    {
        var target = Path.GetFullPath(path);
        CreateFolder(FolderOf(target), permissions: null);
        return (target, TemporaryName.Beside(target, time));
    }

    private bool Publish(string temporary, string target, DurableWriteMode mode)
    {
        var published = true;
        if (mode == DurableWriteMode.Replace) calls.Rename(temporary, target);
        else published = calls.RenameToNew(temporary, target);
        if (!published)
        {
            // The caller may now report the existing file as stored: its writer may have died before these.
            calls.Unlink(temporary);
            calls.FlushFile(target);
        }
        calls.FlushFolder(FolderOf(target));
        return published;
    }

    private void Discard(string temporary)
    {
        try
        {
            calls.Unlink(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report; a temporary left behind is harmless.
        }
    }
}
