using System.Text.Json;
using System.Text.Json.Serialization;
using Postern.Archiver.Failures;
using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>What Postern made a PGDATA as. It lies beside it, so a folder that came from elsewhere has none.</summary>
public sealed record Marker
{
    public int Version { get; init; } = 1;

    public required string Scenario { get; init; }

    public required int Major { get; init; }

    public required string Glibc { get; init; }

    public required string Icu { get; init; }

    /// <summary>Decimal, as pg_controldata prints it.</summary>
    public required string SystemIdentifier { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Null when there is none.</summary>
    /// <exception cref="ArchiverException">BootRefused: it cannot be read.</exception>
    public static Marker? Load(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), BootJson.Default.Marker);
        }
        catch (JsonException error)
        {
            throw new ArchiverException(
                FailureCode.BootRefused, $"the marker '{file}' cannot be read: {error.Message}",
                "restore the volume, or remove the marker only if you know what made the data beside it.", error);
        }
    }

    public void Save(string file) =>
        DurableFile.WriteBytes(file, JsonSerializer.SerializeToUtf8Bytes(this, BootJson.Default.Marker));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(Marker))]
[JsonSerializable(typeof(BootStatus))]
[JsonSerializable(typeof(ProvisioningProgress))]
internal sealed partial class BootJson : JsonSerializerContext;
