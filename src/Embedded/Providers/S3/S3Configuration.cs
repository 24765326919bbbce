using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3;

/// <summary>
/// The settings of pulumi:providers:aws that concern S3. Lists and truth values arrive as JSON texts: <c>endpoints</c>
/// is <c>[ { "s3": "http://..." } ]</c>.
/// </summary>
internal sealed record S3Configuration(
    string Region, string? Endpoint, string? AccessKey, string? SecretKey, string? Token, bool UsePathStyle)
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>The place that messages name.</summary>
    public string Place => Endpoint ?? $"s3.{Region}.amazonaws.com";

    /// <exception cref="ProviderException">The endpoints are no such JSON.</exception>
    public static S3Configuration Read(PropertyMap config) => new(
        config.Text("region") is { Length: > 0 } region
            ? region : DefaultRegion, ReadEndpoint(config), config.Text("accessKey"),
        config.Text("secretKey"), config.Text("token"), config.Flag("s3UsePathStyle") ?? false);

    /// <summary>Without keys the SDK's own chain (environment, profile, instance) finds some.</summary>
    public AmazonS3Client CreateClient()
    {
        var client = new AmazonS3Config { ForcePathStyle = UsePathStyle, MaxErrorRetry = 2 };
        if (Endpoint is null) client.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        else
        {
            client.ServiceURL = Endpoint;
            client.AuthenticationRegion = Region;
            // Stores that are not AWS's own need not know the checksums that AWS has come to send by default.
            client.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            client.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
        return (AccessKey, SecretKey, Token) switch
        {
            ({ Length: > 0 } key, { Length: > 0 } secret, { Length: > 0 } token) =>
                new AmazonS3Client(new SessionAWSCredentials(key, secret, token), client),
            ({ Length: > 0 } key, { Length: > 0 } secret, _) =>
                new AmazonS3Client(new BasicAWSCredentials(key, secret), client),
            _ => new AmazonS3Client(client),
        };
    }

    private static string? ReadEndpoint(PropertyMap config)
    {
        if (config.Maps("endpoints") is [var first, ..]) return first.Text("s3");
        if (config.Text("endpoints") is not { Length: > 0 } text) return null;
        try
        {
            return JsonNode.Parse(text) is JsonArray list
                ? list.OfType<JsonObject>().Select(static entry => entry["s3"]?.GetValue<string>()).FirstOrDefault()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProviderException("'endpoints' of the aws provider is not a JSON list of objects", exception);
        }
    }
}
