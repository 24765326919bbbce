using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>
/// How the documents are read and written: names without regard to case, comments and a final newline tolerated,
/// numbers never through a double, null members left out. Generated at compile time, for Native AOT.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(NanosecondTimeConverter)])]
[JsonSerializable(typeof(Sentinel))]
[JsonSerializable(typeof(BackupMetadata))]
[JsonSerializable(typeof(FilesMetadata))]
[JsonSerializable(typeof(FileTimes))]
[JsonSerializable(typeof(PosternManifest))]
[JsonSerializable(typeof(TablespaceSpec))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class DocumentsContext : JsonSerializerContext;
