using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Pages;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// --mask and --restore-only. The latter keeps system databases, catalogues and files that are no relation, so that
/// the server starts; of the other databases only the chosen tables with their partitions and TOAST. Indexes must be
/// rebuilt.
/// </summary>
public static class RestoreFilter
{
    private const uint FirstUserOid = 16384;

    public static bool All(string path) => true;

    /// <summary>Go's <c>filepath.Match</c> on <c>/mask</c> and <c>/path</c>: a star does not cross a slash.</summary>
    public static Func<string, bool> Mask(string mask)
    {
        var pattern = mask.TrimStart('/');
        return path => GlobMatch.IsMatch(pattern, path);
    }

    /// <param name="names">Keys: <c>db</c>, <c>db/table</c>, <c>db/schema.table</c>, <c>db/schema/table</c>, with
    /// stars.</param>
    /// <param name="databases">DatabasesByNames of the backup.</param>
    /// <exception cref="ArchiverException">Usage for a name that the backup does not have.</exception>
    public static Func<string,
    bool> Only(IReadOnlyList<string> names, IReadOnlyDictionary<string, DatabaseEntry> databases)
    {
        var kept = new Dictionary<uint, HashSet<uint>?>();
        foreach (var (name, database) in databases)
        {
            var files = new HashSet<uint>();
            foreach (var (_, table) in database.Tables ?? [])
            {
                if (table.Oid < FirstUserOid) files.Add(table.FileNumber);
            }
            kept[database.Oid] = files;
        }
        foreach (var name in names) Keep(name, databases, kept);
        return path => IsKept(path, kept);
    }

    private static bool IsKept(string path, Dictionary<uint, HashSet<uint>?> kept)
    {
        if (RelationPath.Parse(path) is not { } relation) return true;
        if (relation.DatabaseOid < FirstUserOid) return true;
        // A database that the backup does not name is left out but for its catalogues, which have their numbers from
        // initdb.
        if (!kept.TryGetValue(relation.DatabaseOid, out var files)) return relation.File.FileNumber < FirstUserOid;
        return files is null || relation.File.FileNumber < FirstUserOid || files.Contains(relation.File.FileNumber);
    }

    private static void Keep(
        string key, IReadOnlyDictionary<string, DatabaseEntry> databases, Dictionary<uint, HashSet<uint>?> kept)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var databaseName = slash < 0 ? key : key[..slash];
        var table = slash < 0 ? null : key[(slash + 1)..].Replace('/', '.');
        if (table is not null && !table.Contains('.', StringComparison.Ordinal)) table = "public." + table;
        var found = false;
        foreach (var (name, database) in databases)
        {
            if (!GlobMatch.IsMatch(databaseName, name)) continue;
            if (table is null)
            {
                kept[database.Oid] = null;
                found = true;
            }
            else if (kept[database.Oid] is not { } files || KeepTables(table, database, files))
            {
                found = true;
            }
        }
        if (!found)
            throw new ArchiverException(
                FailureCode.Usage, $"--restore-only names '{key}', which the backup does not have",
                "give db, db/table or db/schema.table; the names are in files_metadata.json.");
    }

    private static bool KeepTables(string pattern, DatabaseEntry database, HashSet<uint> files)
    {
        var found = false;
        var tables = database.Tables ?? [];
        foreach (var (name, table) in tables)
        {
            if (!GlobMatch.IsMatch(pattern, name)) continue;
            found = true;
            foreach (var one in table.Partitions?.Values.Prepend(table) ?? [table])
            {
                files.Add(one.FileNumber);
                // TOAST tables and their indexes are named after the table's OID.
                foreach (var toast in (string[])[$"pg_toast.pg_toast_{one.Oid}", $"pg_toast.pg_toast_{one.Oid}_index"])
                {
                    if (tables.TryGetValue(toast, out var entry)) files.Add(entry.FileNumber);
                }
            }
        }
        foreach (var (name, file) in database.LegacyTables ?? [])
        {
            if (!GlobMatch.IsMatch(pattern, name)) continue;
            files.Add(file);
            found = true;
        }
        return found;
    }
}
