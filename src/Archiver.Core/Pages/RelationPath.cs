using System.Globalization;

namespace Postern.Archiver.Core.Pages;

/// <summary>
/// Where a relation's file lies below the data directory: <c>base/5/16384.1</c>, <c>global/1262</c>,
/// <c>pg_tblspc/16400/PG_15_202209061/5/16401</c>.
/// </summary>
/// <param name="TablespaceOid">1663 for <c>base</c>, 1664 for <c>global</c>.</param>
/// <param name="DatabaseOid">0 below <c>global</c>.</param>
/// <param name="File">What the base name says.</param>
public readonly record struct RelationPath(uint TablespaceOid, uint DatabaseOid, RelationFile File)
{
    public const uint DefaultTablespace = 1663;
    public const uint GlobalTablespace = 1664;

    /// <summary>Null when <paramref name="path"/> (with or without a leading slash) is no relation's file.</summary>
    public static RelationPath? Parse(string path)
    {
        var parts = path.TrimStart('/').Split('/');
        if (RelationFile.Parse(parts[^1]) is not { } file) return null;
        return parts switch
        {
            ["global", _] => new RelationPath(GlobalTablespace, 0, file),
            ["base", var database, _] when Oid(database) is { } oid => new RelationPath(DefaultTablespace, oid, file),
            ["pg_tblspc", var space, var version, var database, _]
                when version.StartsWith("PG_", StringComparison.Ordinal)
                    && Oid(space) is { } spaceOid && Oid(database) is { } oid => new RelationPath(spaceOid, oid, file),
            _ => null,
        };
    }

    /// <summary>The folder of the database that a path belongs to: <c>base/5</c>; "" for everything else.</summary>
    public static string DatabaseFolder(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["base", var database, ..] when Oid(database) is not null => $"base/{database}",
            ["pg_tblspc", var space, var version, var database, ..] when Oid(database) is not null =>
                $"pg_tblspc/{space}/{version}/{database}",
            _ => "",
        };
    }

    private static uint? Oid(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
