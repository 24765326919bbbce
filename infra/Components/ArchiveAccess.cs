using System.Text.Encodings.Web;
using System.Text.Json;
using Postern.Infra.Settings;
using Pulumi;

namespace Postern.Infra.Components;

/// <summary>An archive with one key pair: what a container needs to reach it, rendered as archiver.json
/// (docs/container.md).</summary>
public sealed record ArchiveAccess(Output<ArchiveLocation> Location, Output<string> AccessKey, Output<string> SecretKey)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Output<string> Document(string? compression) =>
        Output.CreateSecret(Output.Tuple(Location, AccessKey, SecretKey).Apply(parts =>
        {
            var (location, accessKey, secretKey) = parts;
            var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["WALG_S3_PREFIX"] = location.Url,
                ["AWS_REGION"] = location.Region,
                ["AWS_ACCESS_KEY_ID"] = accessKey,
                ["AWS_SECRET_ACCESS_KEY"] = secretKey,
            };
            if (compression is not null) settings["WALG_COMPRESSION_METHOD"] = compression;
            if (location.Endpoint is { } endpoint)
            {
                settings["AWS_ENDPOINT"] = endpoint;
                settings["AWS_S3_FORCE_PATH_STYLE"] = "true";
            }
            return JsonSerializer.Serialize(settings, Readable) + "\n";
        }));
}
