using Postern.Archiver.FileSystem;
using Postern.Durability;

namespace Postern.Archiver.Storage.Local;

/// <summary>Finds the objects whose names begin with a text, by reading the folders that can hold them.</summary>
internal static class DirectoryListing
{
    private static readonly EnumerationOptions AllEntries = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    public static IEnumerable<StoredObject> Find(
        string root, string prefix, bool recursive, CancellationToken cancellation)
    {
        if (!Directory.Exists(root)) throw DirectoryFailure.RootMissing(root);
        var found = new List<StoredObject>();
        var folders = new Stack<string>();
        folders.Push(prefix[..(prefix.LastIndexOf('/') + 1)]);
        while (folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Read(root, folder, prefix, recursive, found, folders);
            }
            catch (DirectoryNotFoundException) when (Directory.Exists(root))
            {
                // No object has such a name, or a delete has just pruned the folder.
            }
            catch (Exception error)
                when (DirectoryFailure.Classify(error, "list", $"{root}/{folder}", root) is { } failure)
            {
                throw failure;
            }
        }
        found.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    /// <summary>Reads no further than the first one: a folder may hold a hundred thousand.</summary>
    public static bool Any(string root, string prefix, CancellationToken cancellation)
    {
        if (!Directory.Exists(root)) throw DirectoryFailure.RootMissing(root);
        var folders = new Stack<string>();
        folders.Push(prefix[..(prefix.LastIndexOf('/') + 1)]);
        while (folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                foreach (var entry in new DirectoryInfo($"{root}/{folder}").EnumerateFileSystemInfos("*", AllEntries))
                {
                    var name = folder + entry.Name;
                    var isFolder = entry is DirectoryInfo;
                    if (!(isFolder ? $"{name}/" : name).StartsWith(prefix, StringComparison.Ordinal)) continue;
                    if (isFolder) folders.Push($"{name}/");
                    else if (!TemporaryName.Is(name)) return true;
                }
            }
            catch (DirectoryNotFoundException) when (Directory.Exists(root))
            {
                // As above.
            }
            catch (Exception error)
                when (DirectoryFailure.Classify(error, "list", $"{root}/{folder}", root) is { } failure)
            {
                throw failure;
            }
        }
        return false;
    }

    public static StoredObject Describe(string name, FileStatus status) =>
        new(name, status.SizeBytes, status.Modified.ToDateTimeOffset()) { Modified = status.Modified };

    private static void Read(
        string root, string folder, string prefix, bool recursive, List<StoredObject> found, Stack<string> folders)
    {
        var here = new DirectoryInfo($"{root}/{folder}");
        foreach (var entry in here.EnumerateFileSystemInfos("*", AllEntries))
        {
            var name = folder + entry.Name;
            if (entry is DirectoryInfo)
            {
                if (recursive && $"{name}/".StartsWith(prefix, StringComparison.Ordinal)) folders.Push($"{name}/");
            }
            else if (name.StartsWith(prefix, StringComparison.Ordinal) && !TemporaryName.Is(name))
            {
                // Null when it was deleted since the folder was read.
                if (FileStatus.Of(entry.FullName, followLink: true) is { } status)
                    found.Add(Describe(name, status));
            }
        }
    }
}
