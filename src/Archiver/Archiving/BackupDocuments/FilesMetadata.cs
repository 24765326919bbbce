using System.Text.Json;
using System.Text.Json.Serialization;
using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>
/// <c>&lt;backup&gt;/files_metadata.json</c>. Keys of <see cref="Files"/> are tar member names, byte for byte. A delta
/// cannot be restored without it: increments would be taken for whole files.
/// </summary>
public sealed class FilesMetadata
{
    public Dictionary<string, FileEntry>? Files { get; set; }

    public Dictionary<string, List<string>>? TarFileSets { get; set; }

    public Dictionary<string, DatabaseEntry>? DatabasesByNames { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One entry of the data directory; directories and the root <c>/</c> have one too.</summary>
public sealed class FileEntry
{
    /// <summary>The member is an increment over the parent's file.</summary>
    public bool IsIncremented { get; set; }

    /// <summary>Unchanged since the parent: no member in this backup.</summary>
    public bool IsSkipped { get; set; }

    [JsonPropertyName("MTime")]
    public NanosecondTime? ModificationTime { get; set; }

    public CorruptBlocks? CorruptBlocks { get; set; }

    public ulong UpdatesCount { get; set; }
}

/// <summary>Blocks that failed their checksum, numbered within the segment file.</summary>
public sealed class CorruptBlocks
{
    public int CorruptBlocksCount { get; set; }

    public List<uint>? SomeCorruptBlocks { get; set; }
}

/// <summary>A database's tables, for a restore of some of them.</summary>
public sealed class DatabaseEntry
{
    [JsonPropertyName("oid")]
    public uint Oid { get; set; }

    /// <summary>Key: <c>schema.table</c>.</summary>
    [JsonPropertyName("tables_new")]
    public Dictionary<string, TableEntry>? Tables { get; set; }

    /// <summary>The shape of WAL-G 3.0.0: name to file number.</summary>
    [JsonPropertyName("tables")]
    public Dictionary<string, uint>? LegacyTables { get; set; }
}

/// <summary>A relation with storage, or a partitioned parent with its partitions.</summary>
public sealed class TableEntry
{
    [JsonPropertyName("oid")]
    public uint Oid { get; set; }

    [JsonPropertyName("relfilenode")]
    public uint FileNumber { get; set; }

    [JsonPropertyName("subtables")]
    public Dictionary<string, TableEntry>? Partitions { get; set; }
}
