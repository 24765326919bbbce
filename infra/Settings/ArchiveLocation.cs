using System.Text.Json;
using Pulumi;

namespace Postern.Infra.Settings;

/// <summary>
/// A bucket and a prefix in an S3 store, as containers reach it. <see cref="Network"/> is the Docker network to join,
/// or null when the endpoint is reachable from anywhere; <see cref="Endpoint"/> is null for AWS itself.
/// </summary>
public sealed record ArchiveLocation(string? Endpoint, string Region, string Bucket, string Prefix, string? Network)
{
    /// <summary>"s3://bucket/prefix", WAL-G's WALG_S3_PREFIX.</summary>
    public string Url => $"s3://{Bucket}/{Prefix}";
}

/// <summary>An archive that the stack file names itself, with its keys.</summary>
public sealed record GivenArchive(ArchiveLocation Location, string AccessKey, Output<string> SecretKey)
{
    private static readonly string[] Members =
        ["endpoint", "region", "bucket", "prefix", "accessKey", "secretKey", "network"];

    /// <summary>Reads a map such as postern:source, or null when it is missing.</summary>
    public static GivenArchive? Read(SettingsReader settings, string key, string defaultPrefix)
    {
        if (settings.Object(key) is not { } map) return null;
        foreach (var member in map.EnumerateObject()
            .Where(member => !Members.Contains(member.Name, StringComparer.Ordinal)))
        {
            settings.Problems.Add($"{key}.{member.Name}", "is not known",
                $"the members are: {string.Join(", ", Members)}");
        }
        string? Member(string name) =>
            map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                && value.GetString() is { Length: > 0 } text
                ? text : null;
        string Required(string name, string remedy)
        {
            if (Member(name) is { } text) return text;
            settings.Problems.Add($"{key}.{name}", "is missing", remedy);
            return "";
        }
        var endpoint = Member("endpoint");
        if (endpoint is not null
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            settings.Problems.Add($"{key}.endpoint", $"'{endpoint}' is no http or https address",
                "write it as https://host:port");
        }
        var location = new ArchiveLocation(
            endpoint, Member("region") ?? "us-east-1", Required("bucket", "name the bucket of the archive"),
            (Member("prefix") ?? defaultPrefix).Trim('/'), Member("network"));
        var secret = Required(
            "secretKey", $"set it with: ./pulumiw config set --secret --path postern:{key}.secretKey VALUE");
        return new GivenArchive(
            location, Required("accessKey", "name the access key of the archive"), Output.CreateSecret(secret));
    }
}
