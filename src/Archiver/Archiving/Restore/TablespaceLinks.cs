using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>Makes the folders of tablespaces and the links that lead there, before their files come.</summary>
internal static class TablespaceLinks
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <returns>The folders.</returns>
    /// <exception cref="ArchiverException">TargetNotEmpty for a folder that holds something; PermissionDenied;
    /// Usage.</exception>
    public static IReadOnlyList<string> Make(
        RestoreTarget target, IReadOnlyList<ChainLink> chain, TablespaceSpec? wanted, RestoreJournal journal)
    {
        var spec = chain[^1].Entry.Sentinel.Spec;
        if (spec is null || spec.Tablespaces.Count == 0) return [];
        target.MakeFolder("pg_tblspc", mode: null);
        var folders = new List<string>();
        foreach (var (oid, recorded) in spec.Tablespaces)
        {
            var location = Location(oid, recorded, wanted, target.Root);
            MakeFolder(location, oid, journal);
            MakeLink(target.PathOf($"pg_tblspc/{oid}"), location);
            folders.Add(location);
        }
        return folders;
    }

    private static string Location(string oid, TablespaceLocation recorded, TablespaceSpec? wanted, string root)
    {
        var location = recorded.Location;
        if (wanted is not null)
        {
            if (!wanted.Tablespaces.TryGetValue(oid, out var place))
                throw new ArchiverException(
                    FailureCode.Usage, $"the restore specification does not say where tablespace '{oid}' goes",
                    $"add \"{oid}\": {{\"loc\": \"/path\", \"link\": \"pg_tblspc/{oid}\"}} to it.");
            location = place.Location;
        }
        if (!Path.IsPathRooted(location))
            throw new ArchiverException(
                FailureCode.Usage, $"tablespace '{oid}' has the place '{location}', which is no absolute path",
                "name it in a --restore-spec.");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(location));
        if (full == root || full.StartsWith(root + "/", StringComparison.Ordinal))
            throw new ArchiverException(
                FailureCode.Usage, $"tablespace '{oid}' would lie inside the data directory, at '{full}'",
                "give it another place in a --restore-spec.");
        return full;
    }

    private static void MakeFolder(string location, string oid, RestoreJournal journal)
    {
        try
        {
            Directory.CreateDirectory(location, OwnerAll);
            var isEmpty = !Directory.EnumerateFileSystemEntries(location).Any();
            if (!isEmpty && !journal.WasThere)
                throw new ArchiverException(
                    FailureCode.TargetNotEmpty, $"'{location}', the place of tablespace '{oid}', is not empty",
                    "empty it, or give another place in a --restore-spec.");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new ArchiverException(
                FailureCode.PermissionDenied, $"cannot use '{location}' for tablespace '{oid}': {error.Message}",
                "give it another place in a --restore-spec.", error);
        }
    }

    private static void MakeLink(string path, string location)
    {
        var existing = new FileInfo(path).LinkTarget;
        if (existing == location) return;
        if (existing is not null) File.Delete(path);
        File.CreateSymbolicLink(path, location);
    }
}
