using System.Text.Json;
using System.Text.Json.Serialization;
using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary><c>&lt;backup&gt;/metadata.json</c>: the small document that listings, deletes and delta decisions
/// read.</summary>
public sealed class BackupMetadata
{
    [JsonPropertyName("start_time")]
    public NanosecondTime? StartTime { get; set; }

    [JsonPropertyName("finish_time")]
    public NanosecondTime? FinishTime { get; set; }

    [JsonPropertyName("date_fmt")]
    public string? DateFormat { get; set; }

    [JsonPropertyName("hostname")]
    public string? Hostname { get; set; }

    [JsonPropertyName("data_dir")]
    public string? DataDirectory { get; set; }

    [JsonPropertyName("pg_version")]
    public int PgVersion { get; set; }

    [JsonPropertyName("start_lsn")]
    public ulong? StartLsn { get; set; }

    [JsonPropertyName("finish_lsn")]
    public ulong? FinishLsn { get; set; }

    [JsonPropertyName("is_permanent")]
    public bool IsPermanent { get; set; }

    [JsonPropertyName("system_identifier")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ulong? SystemIdentifier { get; set; }

    [JsonPropertyName("uncompressed_size")]
    public long UncompressedSize { get; set; }

    [JsonPropertyName("compressed_size")]
    public long CompressedSize { get; set; }

    [JsonPropertyName("user_data")]
    public JsonElement? UserData { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
