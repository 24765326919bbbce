using Postern.Durability;

namespace Postern.Archiver.Storage.Local;

/// <summary>
/// Deletes files so that their order also holds after a power cut (a backup's sentinel goes first), then abandoned
/// temporaries of the same folders, then folders that became empty.
/// </summary>
internal sealed class DirectoryDeletion(string root, DurableWriter files)
{
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private string? _unflushed;

    public void Delete(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (_unflushed is not null && _unflushed != folder) Flush();
        _folders.Add(folder);
        if (files.Unlink(path)) _unflushed = folder;
    }

    public void Finish(DateTimeOffset abandonedBefore)
    {
        Flush();
        foreach (var folder in _folders) Sweep(folder, abandonedBefore);
        foreach (var folder in _folders) Prune(folder);
    }

    private void Sweep(string folder, DateTimeOffset abandonedBefore)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*.tmp.*"))
        {
            if (TemporaryName.MadeAt(Path.GetFileName(path)) < abandonedBefore) files.Unlink(path);
        }
    }

    private void Prune(string folder)
    {
        for (; folder.Length > root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            try
            {
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: false);
            }
            catch (IOException)
            {
                // Not empty.
                return;
            }
        }
    }

    private void Flush()
    {
        if (_unflushed is { } folder && Directory.Exists(folder)) files.SyncFolder(folder);
        _unflushed = null;
    }
}
