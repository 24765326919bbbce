using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>
/// <c>&lt;backup&gt;/postern.json</c>, our own object beside WAL-G's: what a restore compares with. WAL-G does not
/// look at it, and every one of its delete commands removes it with the backup.
/// </summary>
public sealed class PosternManifest
{
    public const string FileSizesName = "file_sizes";

    [JsonPropertyName("version")]
    public int Version { get; set; } = 1;

    [JsonPropertyName("wal_segment_size")]
    public uint WalSegmentSizeBytes { get; set; }

    [JsonPropertyName("timeline")]
    public uint Timeline { get; set; }

    /// <summary>Whether every page was read with its checksum verified.</summary>
    [JsonPropertyName("pages_verified")]
    public bool PagesVerified { get; set; }

    /// <summary>Key: object name relative to the backup's folder. The stored bytes, after compression and
    /// encryption.</summary>
    [JsonPropertyName("objects")]
    public Dictionary<string, ObjectFingerprint>? Objects { get; set; }

    /// <summary>Sizes of the restored files, by member name; skipped files are left out.</summary>
    [JsonPropertyName(FileSizesName)]
    public Dictionary<string, long>? FileSizes { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Size and lower-case hexadecimal SHA-256 of a stored object.</summary>
public sealed record ObjectFingerprint(
    [property: JsonPropertyName("size")] long SizeBytes,
    [property: JsonPropertyName("sha256")] string Sha256);
