using System.Text.Json.Serialization;
using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>What a delta needs of its parent's files_metadata.json; all else is read over.</summary>
public sealed class FileTimes
{
    /// <summary>Key: member name.</summary>
    public Dictionary<string, FileTime>? Files { get; set; }
}

/// <summary>When a file was last modified as the backup saw it; null when it does not say.</summary>
public readonly record struct FileTime(
    [property: JsonPropertyName("MTime")] NanosecondTime? ModificationTime);
