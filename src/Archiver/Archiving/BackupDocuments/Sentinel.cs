using System.Text.Json;
using System.Text.Json.Serialization;
using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>
/// <c>&lt;backup&gt;_backup_stop_sentinel.json</c>, version 2: its existence is the backup's. Field names and rules
/// are WAL-G's (<c>backup_sentinel_dto.go</c>). LSNs are unsigned decimal numbers. What is not named here is kept in
/// <see cref="Unknown"/>.
/// </summary>
public sealed class Sentinel
{
    public const string DateFormat = "%Y-%m-%dT%H:%M:%S.%fZ";

    [JsonPropertyName("LSN")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ulong? StartLsn { get; set; }

    [JsonPropertyName("DeltaLSN")]
    public ulong? DeltaLsn { get; set; }

    public string? DeltaFrom { get; set; }

    public string? DeltaFullName { get; set; }

    public int? DeltaCount { get; set; }

    public int PgVersion { get; set; }

    [JsonPropertyName("FinishLSN")]
    public ulong? FinishLsn { get; set; }

    public ulong? SystemIdentifier { get; set; }

    public long UncompressedSize { get; set; }

    public long CompressedSize { get; set; }

    public long? DataCatalogSize { get; set; }

    public TablespaceSpec? Spec { get; set; }

    public JsonElement? UserData { get; set; }

    public bool? FilesMetadataDisabled { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public uint? ChkpNum { get; set; }

    public uint? DeltaChkpNum { get; set; }

    public int? Version { get; set; }

    public NanosecondTime? StartTime { get; set; }

    public NanosecondTime? FinishTime { get; set; }

    public string? DateFmt { get; set; }

    public string? Hostname { get; set; }

    public string? DataDir { get; set; }

    public bool? IsPermanent { get; set; }

    /// <summary>File lists inside very old sentinels; WAL-G 3.0.9 no longer reads them, and so restores
    /// wrongly.</summary>
    public Dictionary<string, FileEntry>? Files { get; set; }

    public Dictionary<string, List<string>>? TarFileSets { get; set; }

    [JsonPropertyName("DeltaFromLSN")]
    public ulong? LegacyDeltaLsn { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Catchup backups carry an empty text.</summary>
    [JsonIgnore]
    public bool IsDelta => !string.IsNullOrEmpty(DeltaFrom);
}
